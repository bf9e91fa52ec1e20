import type { ReactNode } from "react";

type SectionProps = Readonly<{ id?: string; title: string; lead?: string; children: ReactNode }>;

/** One subject of a public page, with air above it. */
export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section id={id} className="mx-auto max-w-[1120px] scroll-mt-14 px-4 py-12 first-of-type:pt-16 sm:px-6 sm:py-16">
      <div className="mb-6 sm:mb-8">
        <h2 className="text-20 font-semibold tracking-[-0.015em] sm:text-28">{title}</h2>
        {lead ? <p className="mt-1.5 max-w-[60ch] text-14 text-pretty text-text-2 sm:text-16">{lead}</p> : null}
      </div>
      {children}
    </section>
  );
}
