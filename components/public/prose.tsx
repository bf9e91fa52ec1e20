import type { ReactNode } from "react";

type ProseProps = Readonly<{ parts: readonly { title: string; words: readonly ReactNode[] }[]; note?: ReactNode }>;

/** A page of plain words: its parts down the side, its text in a measure that reads well. */
export function Prose({ parts, note }: ProseProps) {
  const idOf = (title: string) => title.toLowerCase().replaceAll(/[^a-z]+/g, "-");
  return (
    <div className="mx-auto grid max-w-[1120px] gap-x-12 px-4 pb-16 sm:px-6 lg:grid-cols-[220px_1fr]">
      <nav aria-label="On this page" className="hidden self-start text-13 lg:sticky lg:top-20 lg:block">
        <ul className="border-l border-line">
          {parts.map(({ title }) => (
            <li key={title}>
              <a href={`#${idOf(title)}`} className="block py-1 pl-4 text-text-2 hover:text-text hover:underline">
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="max-w-[68ch]">
        {note ? (
          <p className="mb-8 rounded-lg bg-warn-soft px-4 py-3 text-14 text-pretty text-warn" role="note">
            {note}
          </p>
        ) : null}
        {parts.map(({ title, words }) => (
          <section key={title} id={idOf(title)} className="mb-8 scroll-mt-20">
            <h2 className="text-16 font-semibold">{title}</h2>
            {words.map((paragraph, index) => (
              <p key={index} className="mt-2 text-14 leading-6 text-pretty text-text-2">
                {paragraph}
              </p>
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}
