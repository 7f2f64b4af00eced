import {
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Menu,
  Modal,
  SegmentedControl,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';

/** A placeholder of ten equal steps: the colours themselves are the tokens, resolved by the browser. */
const ink: MantineColorsTuple = [
  'var(--hc-sunken)',
  'var(--hc-sunken)',
  'var(--hc-border)',
  'var(--hc-border-strong)',
  'var(--hc-control-border)',
  'var(--hc-ink-3)',
  'var(--hc-ink)',
  'var(--hc-ink-hover)',
  'var(--hc-ink)',
  'var(--hc-ink)',
];

/** The kit's greys of the two schemes, from our own: it reads them where it has no variable of its own. */
const gray: MantineColorsTuple = [
  '#f6f7f8',
  '#f1f2f4',
  '#eceef1',
  '#e2e5e9',
  '#c5cad2',
  '#868d99',
  '#626975',
  '#474d59',
  '#2d323b',
  '#15181d',
];
const dark: MantineColorsTuple = [
  '#eceef1',
  '#b9bfc8',
  '#949ca8',
  '#6d7580',
  '#414850',
  '#333a41',
  '#15181b',
  '#15181b',
  '#1c2024',
  '#0d0f11',
];

/** Buttons are ink on paper; a dangerous one says so in the colour of its word. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const danger = input.color === 'danger';
  const word = danger ? 'var(--hc-fail)' : 'var(--hc-ink)';
  switch (input.variant) {
    case 'filled':
      return {
        background: danger ? 'var(--hc-fail)' : 'var(--hc-ink)',
        hover: danger ? 'var(--hc-fail)' : 'var(--hc-ink-hover)',
        color: danger ? 'var(--hc-surface)' : 'var(--hc-on-ink)',
        border: '1px solid transparent',
      };
    case 'default':
      return {
        background: 'var(--hc-surface)',
        hover: 'var(--hc-hover)',
        color: word,
        border: '1px solid var(--hc-border-strong)',
      };
    case 'subtle':
    case 'transparent':
      return {
        background: 'transparent',
        hover: 'var(--hc-hover)',
        color: danger ? word : 'var(--hc-ink-2)',
        border: '1px solid transparent',
      };
    default:
      return defaultVariantColorsResolver(input);
  }
};

const schemeVariables = {
  '--mantine-color-body': 'var(--hc-bg)',
  '--mantine-color-text': 'var(--hc-ink)',
  '--mantine-color-dimmed': 'var(--hc-ink-3)',
  '--mantine-color-placeholder': 'var(--hc-ink-3)',
  '--mantine-color-bright': 'var(--hc-ink)',
  '--mantine-color-error': 'var(--hc-fail)',
  '--mantine-color-anchor': 'var(--hc-ink)',
  '--mantine-color-default': 'var(--hc-surface)',
  '--mantine-color-default-hover': 'var(--hc-hover)',
  '--mantine-color-default-color': 'var(--hc-ink)',
  '--mantine-color-default-border': 'var(--hc-border)',
  '--mantine-color-disabled': 'var(--hc-sunken)',
  '--mantine-color-disabled-color': 'var(--hc-ink-3)',
  '--mantine-color-disabled-border': 'var(--hc-border)',
  '--mantine-color-ink-text': 'var(--hc-ink)',
  '--mantine-color-ink-filled': 'var(--hc-ink)',
  '--mantine-color-ink-filled-hover': 'var(--hc-ink-hover)',
  '--mantine-color-ink-light': 'var(--hc-sunken)',
  '--mantine-color-ink-light-hover': 'var(--hc-hover)',
  '--mantine-color-ink-light-color': 'var(--hc-ink)',
  '--mantine-color-ink-outline': 'var(--hc-ink)',
  '--mantine-color-ink-outline-hover': 'var(--hc-hover)',
  '--mantine-primary-color-contrast': 'var(--hc-on-ink)',
} as const;

/** Hands our tokens over to the kit, in both schemes. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: schemeVariables,
  dark: schemeVariables,
});

/** The kit in our type, spacing and colours. */
export const theme = createTheme({
  fontFamily: 'var(--hc-font)',
  fontFamilyMonospace: 'var(--hc-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.45', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.25' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '24px' },
  radius: { xs: '4px', sm: '5px', md: '7px', lg: '10px', xl: '32px' },
  breakpoints: { xs: '30em', sm: '47.5em', md: '62em', lg: '75em', xl: '88em' },
  defaultRadius: 'md',
  colors: { ink, gray, dark },
  primaryColor: 'ink',
  primaryShade: { light: 6, dark: 6 },
  respectReducedMotion: true,
  cursorType: 'pointer',
  variantColorResolver,
  components: {
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
        overlayProps: { backgroundOpacity: 0.35 },
        transitionProps: { duration: 120 },
      },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { multiline: true, maw: 300, openDelay: 150 } }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { withItemsBorders: false, transitionDuration: 120 },
    }),
    // The kit's placeholder is no item of a menu: readers of the screen would hear a child that must not be there.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    // The tick stands beside its box and inherits nothing from it.
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs', iconColor: 'var(--hc-on-ink)' } }),
  },
});
