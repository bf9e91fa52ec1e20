"use client";

import { useEffect, useRef } from "react";
import { useLive } from "./live-provider";
import type { PublicEventData, PublicEventName } from "./public-events";

/**
 * Calls `handler` with each public event of that name, as it comes to this organization or this person alone. News is not kept for anybody: what
 * must not be missed is also read from the server, at first and in `useLiveConnect`.
 */
export function useLiveEvent<N extends PublicEventName>(name: N, handler: (data: PublicEventData<N>) => void): void {
  const { client } = useLive();
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => client?.listen(name, (data) => latest.current(data)), [client, name]);
}

/** Calls `handler` each time the live connection comes up; `isFirst`: for the first time since the page was loaded. News before it is lost. */
export function useLiveConnect(handler: (isFirst: boolean) => void): void {
  const { client } = useLive();
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => client?.onConnect((isFirst) => latest.current(isFirst)), [client]);
}
