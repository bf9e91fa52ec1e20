"use client";

import { useCallback, useEffect, useRef } from "react";
import type { SetupStepName } from "@/lib/contracts/setup";
import { saveProgressAction } from "../actions";
import { useSaveState } from "./save-state";

/** Long enough for a word, short enough that a closed lid loses none. */
const QUIET_MS = 600;
const UNREACHED = { ok: false, message: "No connection to the server." } as const;

/**
 * Keeps what is typed into a step as it is, right or wrong, once one pauses, leaves the page or hides it. `value` must be plain JSON.
 * `stop` before the step is finished: nothing is kept after that, until `resume`.
 */
export function useProgress(step: SetupStepName, value: unknown): { stop: () => void; resume: () => void } {
  const { setState, register } = useSaveState();
  const written = JSON.stringify(value);
  const kept = useRef(written);
  const latest = useRef(written);
  const isStopped = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const keep = useCallback(async () => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    if (isStopped.current || latest.current === kept.current) return;
    const sent = latest.current;
    kept.current = sent;
    setState({ kind: "saving" });
    const saved = await saveProgressAction(step, JSON.parse(sent)).catch(() => UNREACHED);
    if (!saved.ok) kept.current = "";
    setState(saved.ok ? { kind: "saved" } : { kind: "failed", message: saved.message });
  }, [step, setState]);

  useEffect(() => {
    latest.current = written;
    if (isStopped.current || written === kept.current) return;
    timer.current = setTimeout(() => void keep(), QUIET_MS);
    return () => {
      if (timer.current) clearTimeout(timer.current);
    };
  }, [written, keep]);

  useEffect(() => {
    register(keep);
    const onHide = () => void (document.visibilityState === "hidden" && keep());
    document.addEventListener("visibilitychange", onHide);
    return () => {
      register(null);
      document.removeEventListener("visibilitychange", onHide);
      void keep();
    };
  }, [keep, register]);

  return {
    stop: useCallback(() => {
      isStopped.current = true;
      if (timer.current) clearTimeout(timer.current);
    }, []),
    resume: useCallback(() => {
      isStopped.current = false;
    }, []),
  };
}
