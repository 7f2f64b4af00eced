import { redirect } from 'next/navigation';
import { lessons } from '#app/_lib/tour/tour-words.ts';

/** The tour begins at its first page. */
export default function LearnPage() {
  redirect(`/learn/${lessons[0]}`);
}
