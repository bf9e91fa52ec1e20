import type { ReactNode } from "react";
import { sectionTitle, type SectionId } from "@/lib/domain/agents/sections";

type SectionProps = Readonly<{ id: SectionId; hint: string; title?: string; children: ReactNode }>;

/** A part of the editor: what it is about, in one sentence, and its settings. */
export function Section({ id, hint, title, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-6">
      <h2 id={`${id}-title`} className="text-16 font-semibold">
        {title ?? sectionTitle(id)}
      </h2>
      <p className="mt-0.5 mb-3 text-13 text-pretty text-text-3">{hint}</p>
      <div className="space-y-4">{children}</div>
    </section>
  );
}
