/** The mark: history, now, and a dashed future. */
export function BrandMark({ size = 22 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 22 22" fill="none" strokeLinecap="round" aria-hidden="true">
      <rect width="22" height="22" rx="6" fill="var(--hc-ink)" />
      <path d="M3.5 14c2.5 0 3-6 5.5-6 1.1 0 1.7.9 2.3 2" stroke="var(--hc-on-ink)" strokeWidth="1.7" />
      <path d="M12.3 3.8v14.4" stroke="var(--hc-mark)" strokeWidth="1.7" />
      <path
        d="M14.5 11.5c1.5.4 2.6-1.5 4-3.5"
        stroke="var(--hc-on-ink)"
        strokeWidth="1.7"
        strokeDasharray="1.7 2.3"
      />
    </svg>
  );
}
