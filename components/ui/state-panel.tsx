import { clsx } from "clsx";
import type { ReactNode } from "react";

type StatePanelProps = Readonly<{
  icon: ReactNode;
  title: string;
  /** Heading level, so that the page's outline stays whole. */
  level?: 1 | 2;
  tone?: "quiet" | "bad";
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}>;

/** What a place shows when it has nothing to show: what that means, and the one next step. */
export function StatePanel({ icon, title, level = 2, tone = "quiet", children, action, className }: StatePanelProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={clsx("mx-auto flex max-w-md flex-col items-center px-6 py-12 text-center", className)}>
      <div
        aria-hidden
        className={clsx(
          "mb-4 flex size-10 items-center justify-center rounded-lg border border-line bg-surface",
          tone === "bad" ? "text-bad" : "text-text-3",
        )}
      >
        {icon}
      </div>
      <Heading className="text-16 font-semibold">{title}</Heading>
      <div className="mt-1.5 text-14 text-pretty text-text-2">{children}</div>
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
