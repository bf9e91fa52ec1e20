"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import {
  KNOWLEDGE_FILE_WORDS,
  type KnowledgeSourceResource,
  MAX_KNOWLEDGE_FILE_BYTES,
} from "@/lib/contracts/knowledge";
import { fileTypeOf } from "@/lib/domain/knowledge/file-name";
import { sendFile } from "./send-file";

/** A file on its way, or why it was not taken. */
export type Upload = { key: number; name: string; share: number; problem: string | null };

/** Sends files one after the other. What can be seen from outside is refused before a byte is sent. */
export function useUploads(businessId: string, onSent: (source: KnowledgeSourceResource) => void) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const nextKey = useRef(0);
  const chain = useRef(Promise.resolve());
  const stops = useRef(new Map<number, AbortController>());

  useEffect(() => {
    const running = stops.current;
    return () => {
      for (const stop of running.values()) stop.abort();
    };
  }, []);

  const change = useCallback((key: number, next: Partial<Upload> | null) => {
    setUploads((before) =>
      next === null
        ? before.filter((each) => each.key !== key)
        : before.map((each) => (each.key === key ? { ...each, ...next } : each)),
    );
  }, []);

  const add = (files: readonly File[]) => {
    for (const file of files) {
      nextKey.current += 1;
      const key = nextKey.current;
      const problem = problemOf(file);
      setUploads((before) => [...before, { key, name: file.name, share: 0, problem }]);
      if (problem) continue;
      const stop = new AbortController();
      stops.current.set(key, stop);
      chain.current = chain.current.then(async () => {
        const sent = stop.signal.aborted
          ? null
          : await sendFile(businessId, file, (share) => change(key, { share }), stop.signal);
        stops.current.delete(key);
        if (sent === null || stop.signal.aborted) return;
        if (sent.ok) onSent(sent.source);
        change(key, sent.ok ? null : { problem: sent.message });
      });
    }
  };
  const forget = (key: number) => {
    stops.current.get(key)?.abort();
    change(key, null);
  };
  return { uploads, add, forget };
}

function problemOf({ name, size }: File): string | null {
  if (!fileTypeOf(name)) return `This kind of file cannot be read. Give it as ${KNOWLEDGE_FILE_WORDS}.`;
  if (size > MAX_KNOWLEDGE_FILE_BYTES)
    return `It is larger than ${MAX_KNOWLEDGE_FILE_BYTES / 1_000_000} MB, which is the most. Split it, or leave pictures out.`;
  return size === 0 ? "The file is empty." : null;
}
