interface ForecastIconProps {
  readonly size?: number;
  readonly stroke?: number;
}

/** A line, the now-line, and the dashed line after it. */
export function ForecastIcon({ size = 24, stroke = 1.75 }: ForecastIconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={stroke}
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M3 16c3.5 0 4-8 7-8 1.5 0 2 1 3 2.5" />
      <path d="M13 3v18" />
      <path d="M15.5 12.5c2 1 3.5-2 5.5-5" strokeDasharray="2 2.6" />
    </svg>
  );
}
