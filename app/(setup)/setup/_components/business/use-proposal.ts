"use client";

import { useEffect, useRef, useState } from "react";
import { AgentProposal, type AskProposal } from "@/lib/contracts/agent-proposal";
import { Problem } from "@/lib/contracts/api/problem";

const UNREACHED = "Aybiza cannot be reached. Check your connection, then try again.";

/** Has a draft written; one at a time, and it can be stopped. */
export function useProposal(onWritten: (proposal: AgentProposal) => void) {
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const asked = useRef<AbortController | null>(null);
  useEffect(() => () => asked.current?.abort(), []);

  const ask = async (input: AskProposal): Promise<void> => {
    asked.current?.abort();
    const controller = new AbortController();
    asked.current = controller;
    setFailure(null);
    setPending(true);
    const outcome = await write(input, controller.signal);
    if (asked.current !== controller) return;
    asked.current = null;
    setPending(false);
    if ("proposal" in outcome) onWritten(outcome.proposal);
    else setFailure(outcome.failure);
  };
  const stop = () => {
    asked.current?.abort();
    asked.current = null;
    setPending(false);
  };
  return { ask, stop, isPending, failure, forget: () => setFailure(null) };
}

async function write(
  input: AskProposal,
  signal: AbortSignal,
): Promise<{ proposal: AgentProposal } | { failure: string }> {
  try {
    const response = await fetch("/api/setup-proposal", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
      signal,
    });
    const answer: unknown = await response.json();
    const proposal = AgentProposal.safeParse(answer);
    if (response.ok && proposal.success) return { proposal: proposal.data };
    const { data: problem } = Problem.safeParse(answer);
    return { failure: problem?.errors?.[0]?.message ?? problem?.detail ?? UNREACHED };
  } catch {
    return { failure: UNREACHED };
  }
}
