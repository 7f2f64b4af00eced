import { redirect } from 'next/navigation';

export default function LearnPage() {
  redirect('/learn/box');
}
