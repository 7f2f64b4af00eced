/** What few origins cannot tell from a promise. */
const tolerance = 0.07;

/** How much a band caught beside what it promised, both 0–1, as far as its origins can tell. */
export function keptPromise(caught: number, promised: number): 'less' | 'as promised' | 'more' {
  if (caught < promised - tolerance) return 'less';
  return caught > promised + tolerance ? 'more' : 'as promised';
}
