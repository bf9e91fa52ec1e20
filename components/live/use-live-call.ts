"use client";

import { useEffect, useRef, useState } from "react";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import type { FollowedCall } from "./follow-call";
import { useLive } from "./live-provider";

/** Starts from what the server rendered, then follows the worker's log of the call, through lost connections too. */
export function useLiveCall(callId: string, initial: LiveCall): FollowedCall {
  const { client } = useLive();
  const [state, setState] = useState<FollowedCall>({ call: initial, speech: null, denied: null });
  const latest = useRef(initial);

  useEffect(() => {
    if (!client || latest.current.phase === "ended") return;
    return client.follow(callId, latest.current, (next) => {
      latest.current = next.call;
      setState(next);
    });
  }, [client, callId]);

  return state;
}
