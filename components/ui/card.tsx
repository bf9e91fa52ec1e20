import { clsx } from "clsx";
import type { ReactNode } from "react";

type CardProps = Readonly<{
  id?: string;
  title: string;
  hint?: ReactNode;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}>;

/** Something that really stands apart. */
export function Card({ id, title, hint, action, className, children }: CardProps) {
  return (
    <section id={id} aria-label={title} className={clsx("rounded-xl border border-line bg-surface", className)}>
      <header className="flex min-h-12 flex-wrap items-center gap-x-2.5 gap-y-1 px-4 pt-2.5 pb-1.5">
        <h2 className="text-14 font-semibold">{title}</h2>
        {hint ? <span className="text-12 text-text-3">{hint}</span> : null}
        {action ? <div className="ml-auto">{action}</div> : null}
      </header>
      {children}
    </section>
  );
}
