"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import type { AgentResource } from "@/lib/contracts/agents";
import { readAgentAction, saveDraftAction } from "../../actions";
import { UNREACHED } from "../../outcome";
import { DraftSaver } from "./draft-saver";

const LOOK_MS = 15_000;

/** The draft that one edits, saving itself; see DraftSaver. */
export function useDraft(initial: AgentResource, mayWrite: boolean) {
  const [saver] = useState(
    () =>
      new DraftSaver(
        initial,
        {
          save: (config, revision) => saveDraftAction(initial.id, config, revision).catch(() => UNREACHED),
          read: () => readAgentAction(initial.id).catch(() => UNREACHED),
        },
        {
          set: (ms, then) => window.setTimeout(then, ms),
          clear: (timer) => window.clearTimeout(timer as number),
        },
      ),
  );
  const view = useSyncExternalStore(saver.subscribe, saver.current, saver.current);

  useEffect(() => {
    const look = () => {
      if (!document.hidden) void saver.look();
    };
    const every = window.setInterval(look, LOOK_MS);
    window.addEventListener("focus", look);
    return () => {
      window.clearInterval(every);
      window.removeEventListener("focus", look);
    };
  }, [saver]);

  useEffect(() => {
    if (!mayWrite) return;
    const store = () => {
      if (saver.isDirty()) void saver.save();
    };
    const onHide = () => {
      if (document.hidden) store();
    };
    const onLeave = (event: BeforeUnloadEvent) => {
      if (saver.isDirty()) event.preventDefault();
    };
    document.addEventListener("visibilitychange", onHide);
    window.addEventListener("online", store);
    window.addEventListener("beforeunload", onLeave);
    return () => {
      document.removeEventListener("visibilitychange", onHide);
      window.removeEventListener("online", store);
      window.removeEventListener("beforeunload", onLeave);
      saver.close();
    };
  }, [mayWrite, saver]);

  return { ...view, saver };
}
