"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { useLive } from "./live-provider";
import type { PublicEventName } from "./public-events";
import { useLiveConnect } from "./use-live-event";

/** Several at once are one refetch. */
const GATHER_MS = 300;

/**
 * Has the server write the page anew after one of these public events, and whenever the connection comes up, the first time too: what happened between
 * the writing of the page and that was told to nobody here. Renders nothing.
 */
export function RefreshOnEvents({ names }: Readonly<{ names: readonly PublicEventName[] }>) {
  const router = useRouter();
  const { client } = useLive();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const refresh = useRef(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => router.refresh(), GATHER_MS);
  });
  const key = names.join(" ");
  useEffect(() => {
    if (!client) return;
    const stops = (key.split(" ") as PublicEventName[]).map((name) => client.listen(name, () => refresh.current()));
    return () => stops.forEach((stop) => stop());
  }, [client, key]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveConnect(() => refresh.current());
  return null;
}
