import { SegmentedControl } from '@mantine/core';
import type { Language } from '#app/_lib/tour/tour-words.ts';

const choices = [
  { value: 'en', label: 'English' },
  { value: 'ko', label: '한국어' },
];

interface LanguageSwitchProps {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly label: string;
}

/** The languages that Learn speaks. */
export function LanguageSwitch({ language, onLanguage, label }: LanguageSwitchProps) {
  return (
    <SegmentedControl
      aria-label={label}
      data={choices}
      value={language}
      onChange={(value) => onLanguage(value as Language)}
    />
  );
}
