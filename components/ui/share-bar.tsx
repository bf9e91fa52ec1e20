import { clsx } from "clsx";

type ShareBarProps = Readonly<{
  /** Where it begins and how long it is, as shares of the whole, 0 to 1. */
  from?: number;
  share: number;
  /** What it is drawn in: a `fill-…` class. */
  className: string;
}>;

const percent = (share: number) => `${Math.min(100, Math.max(0, share * 100))}%`;

/**
 * A round bar that fills its place from one share to another. Drawn, as the page's policy takes no style attributes. However small the share, a
 * dot of it shows; of nothing there is none.
 */
export function ShareBar({ from = 0, share, className }: ShareBarProps) {
  return (
    <svg aria-hidden className={clsx("block size-full overflow-visible", className)}>
      {share > 0 ? <rect x={percent(from)} width="2" height="100%" rx="1" /> : null}
      <rect
        x={percent(from)}
        width={percent(share)}
        height="100%"
        rx="4"
        className="transition-[x,width] duration-200 motion-reduce:transition-none"
      />
    </svg>
  );
}
