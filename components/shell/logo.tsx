/** The mark: an A whose bar is a voice. */
export function Logo({ className = "size-6" }: Readonly<{ className?: string }>) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className={className}>
      <rect width="24" height="24" rx="6.5" className="fill-text" />
      <path
        d="M7 17.4 12 6.2l5 11.2M9.1 13.6h1l.9-1.9 1.3 3.4 1-1.5h1.6"
        className="fill-none stroke-bg"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
