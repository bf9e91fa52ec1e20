"use client";

import { clsx } from "clsx";
import { useEffect, useState } from "react";
import type { PublishProblem } from "@/lib/contracts/agents";
import { SECTIONS } from "@/lib/domain/agents/sections";

const PLACES = [...SECTIONS, { id: "prompt", title: "The prompt" }];

/** The sections, with the one that is read now, and a mark where something stands against publishing. */
export function EditorNav({ problems }: Readonly<{ problems: readonly PublishProblem[] }>) {
  const [here, setHere] = useState<string>("who");
  useEffect(() => {
    const root = document.getElementById("editor-scroll");
    const look = () => {
      if (!root) return;
      const atEnd = root.scrollTop + root.clientHeight >= root.scrollHeight - 4;
      const top = root.getBoundingClientRect().top + 120;
      const passed = PLACES.filter(({ id }) => (document.getElementById(id)?.getBoundingClientRect().top ?? 0) <= top);
      setHere((atEnd ? PLACES.at(-1) : passed.at(-1))?.id ?? "who");
    };
    root?.addEventListener("scroll", look, { passive: true });
    return () => root?.removeEventListener("scroll", look);
  }, []);
  return (
    <nav aria-label="Sections" className="sticky top-6 hidden w-40 shrink-0 self-start xl:block">
      <ul className="space-y-0.5">
        {PLACES.map(({ id, title }) => {
          const blocks = problems.some(({ section, severity }) => section === id && severity === "blocks");
          return (
            <li key={id}>
              <a
                href={`#${id}`}
                aria-current={here === id ? "true" : undefined}
                className={clsx(
                  "flex h-8 items-center gap-2 rounded-md px-2.5 text-13 transition-colors duration-150",
                  here === id ? "bg-surface-2 font-medium text-text" : "text-text-3 hover:text-text",
                )}
              >
                {title}
                {blocks ? (
                  <span className="ml-auto size-1.5 rounded-full bg-bad">
                    <span className="sr-only"> has a problem</span>
                  </span>
                ) : null}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
