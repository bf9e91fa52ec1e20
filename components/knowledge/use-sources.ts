"use client";

import { useEffect, useRef, useState } from "react";
import type { KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import { isBusy } from "./source-words";

const WHILE_BUSY_MS = 1_500;
/** After what did not come back: a server that is down is not asked faster. */
const AFTER_FAILURE_MS = 6_000;

type Find = () => Promise<KnowledgeSourceResource[] | null>;

/** A business's sources, asked for again while one of them waits or is read. `find` gives null when it could not be told. */
export function useSources(given: readonly KnowledgeSourceResource[], find: Find) {
  const [sources, setSources] = useState(given);
  const busy = sources.some(isBusy);
  const latest = useRef(find);
  useEffect(() => {
    latest.current = find;
  });
  useEffect(() => {
    if (!busy) return;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      // Nobody looks: it is asked for when somebody does again.
      const found = document.hidden ? null : await latest.current().catch(() => null);
      if (isOver) return;
      if (found) setSources(found);
      timer = setTimeout(() => void ask(), found || document.hidden ? WHILE_BUSY_MS : AFTER_FAILURE_MS);
    };
    timer = setTimeout(() => void ask(), WHILE_BUSY_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [busy]);
  const keep = (source: KnowledgeSourceResource) =>
    setSources((before) =>
      before.some(({ id }) => id === source.id)
        ? before.map((each) => (each.id === source.id ? source : each))
        : [source, ...before],
    );
  const drop = (sourceId: string) => setSources((before) => before.filter(({ id }) => id !== sourceId));
  return { sources, keep, drop };
}
