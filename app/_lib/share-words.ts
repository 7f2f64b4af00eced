import { formatPercent } from '#app/_lib/format-number.ts';

/** A share that may be tiny, as a percentage with the digits that it needs: 37 %, 0.4 %, under 0.001 %. */
export function shareWords(share: number): string {
  if (share >= 0.1) return formatPercent(share);
  if (share >= 0.001) return formatPercent(share, share >= 0.01 ? 1 : 2);
  return share >= 1e-5 ? formatPercent(share, 3) : '< 0.001 %';
}
