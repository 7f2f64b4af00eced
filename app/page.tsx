import { redirect } from 'next/navigation';

/** The work begins with the data. */
export default function Home() {
  redirect('/data');
}
