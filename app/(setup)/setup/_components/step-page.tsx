import type { ReactNode } from "react";

type StepPageProps = Readonly<{ title: string; lead: ReactNode; children: ReactNode }>;

/** One step: a question, what it is about in a sentence or two, and what there is to do. */
export function StepPage({ title, lead, children }: StepPageProps) {
  return (
    <>
      <h1 className="text-20 font-semibold text-balance md:text-28">{title}</h1>
      <p className="mt-1.5 text-14 text-pretty text-text-2 md:text-16">{lead}</p>
      <div className="mt-6 space-y-4 md:mt-8">{children}</div>
    </>
  );
}
