/** A list of options that scrolls by itself: the kit's own scroll area cannot be reached by keyboard. */
export const plainListbox = {
  withScrollArea: false,
  styles: { options: { maxHeight: 240, overflowY: 'auto' } },
} as const;
