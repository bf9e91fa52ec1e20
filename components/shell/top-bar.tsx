import type { ReactNode } from "react";
import { TopBarTools } from "./top-bar-tools";

type TopBarProps = Readonly<{ title: ReactNode; meta?: ReactNode; back?: ReactNode; actions?: ReactNode }>;

/** The page's one heading, and what is at hand on every page. */
export function TopBar({ title, meta, back, actions }: TopBarProps) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-4">
      <div className="flex min-w-0 flex-1 items-center gap-2.5">
        {back}
        <h1 className="min-w-0 truncate text-14 font-semibold">{title}</h1>
        {meta ? (
          <div className="flex min-w-0 shrink-[999] items-center gap-2.5 overflow-hidden text-13 text-text-3">
            {meta}
          </div>
        ) : null}
      </div>
      {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
      <TopBarTools />
    </header>
  );
}
