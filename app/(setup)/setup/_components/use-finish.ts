"use client";

import { useState, useTransition } from "react";
import type { Saved } from "@/lib/contracts/saved";

type Failed = Extract<Saved<never>, { ok: false }>;

const UNREACHED: Failed = {
  ok: false,
  code: "UNAVAILABLE",
  message: "This did not reach the server. What you typed is still here: check the connection and try again.",
  fields: {},
};

/** Finishes a step; the server goes on to the next one. Keeps why it was refused until `forget`. */
export function useFinish() {
  const [failure, setFailure] = useState<Failed | null>(null);
  const [isPending, start] = useTransition();
  const finish = (action: () => Promise<Saved<never>>) => {
    if (isPending) return;
    start(async () => {
      setFailure(null);
      const outcome = await action().catch((error: unknown) => {
        // Going on to the next step is thrown, and is nobody's failure.
        if (isRedirect(error)) throw error;
        return UNREACHED;
      });
      if (outcome && !outcome.ok) start(() => setFailure(outcome));
    });
  };
  return { finish, isPending, failure, forget: () => setFailure(null) };
}

const isRedirect = (error: unknown) =>
  typeof error === "object" &&
  error !== null &&
  "digest" in error &&
  typeof error.digest === "string" &&
  error.digest.startsWith("NEXT_");
