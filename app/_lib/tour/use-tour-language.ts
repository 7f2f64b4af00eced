import { useLocalStorage } from '@mantine/hooks';
import { type Language, languages } from './tour-words.ts';

/** The language that Learn is read in, kept in this browser. */
export function useTourLanguage(): readonly [Language, (language: Language) => void] {
  const [kept, keep] = useLocalStorage<Language>({ key: 'hindcast-tour-language', defaultValue: 'en' });
  return [languages.find((one) => one === kept) ?? 'en', keep];
}
