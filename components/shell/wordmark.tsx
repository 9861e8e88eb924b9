/** The name and its mark. */
export function Wordmark() {
  return (
    <span className="flex items-center gap-2 font-semibold text-[15px] tracking-[-.015em]">
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden>
        <rect width="20" height="20" rx="5" fill="var(--primary)" />
        <path
          d="M4.6 6.2 7 13.8l3-7.6 3 7.6 2.4-7.6"
          fill="none"
          stroke="var(--primary-foreground)"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      Wellspent
    </span>
  );
}
