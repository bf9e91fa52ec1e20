"use client";

import { useCallback, useRef, useState } from "react";
import { useLive } from "@/components/live/live-provider";
import type { InterveneReply } from "@/lib/contracts/live/socket";
import type { SteerCommand } from "@/lib/contracts/live/steering";
import { doneWords, NOT_CONNECTED, refusalWords } from "./steer-words";

export type Notice = Readonly<{ tone: "done" | "refused"; text: string }>;

export type Steering = Readonly<{
  /** What is on its way and not answered yet. */
  pending: ReadonlySet<SteerCommand["action"]>;
  notice: Notice | null;
  tell: (notice: Notice | null) => void;
  /** Has it done, says what came of it, and resolves with that. Null: the same is on its way already, a second press is not a second command. */
  send: (command: SteerCommand) => Promise<InterveneReply | null>;
}>;

/** Commands to one call, over the live connection. */
export function useSteering(callId: string): Steering {
  const { client } = useLive();
  const [pending, setPending] = useState<Steering["pending"]>(new Set());
  const [notice, setNotice] = useState<Notice | null>(null);
  const underWay = useRef(new Set<SteerCommand["action"]>());

  const send = useCallback(
    async (command: SteerCommand) => {
      const { action } = command;
      if (underWay.current.has(action)) return null;
      underWay.current.add(action);
      setPending(new Set(underWay.current));
      setNotice(null);
      const reply: InterveneReply = client
        ? await client.intervene(callId, command)
        : { result: "denied", code: "UNAVAILABLE", message: NOT_CONNECTED, fields: {} };
      underWay.current.delete(action);
      setPending(new Set(underWay.current));
      const refusal = refusalWords(reply);
      setNotice(refusal === null ? { tone: "done", text: doneWords(command) } : { tone: "refused", text: refusal });
      return reply;
    },
    [client, callId],
  );
  return { pending, notice, tell: setNotice, send };
}
