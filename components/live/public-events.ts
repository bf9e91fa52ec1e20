import { PublicEvent } from "@/lib/contracts/live/socket";

export type PublicEventName = PublicEvent["name"];
export type PublicEventData<N extends PublicEventName> = Extract<PublicEvent, { name: N }>["data"];

/** What listening needs from Socket.IO; small, so that a test can stand in for it. */
export type EventSocket = {
  on(event: PublicEventName, listener: (data?: unknown) => void): unknown;
  off(event: PublicEventName, listener: (data?: unknown) => void): unknown;
};

/** Calls `handler` with each event of that name; what is not of its shape (a worker of another version) is left out. Returns what ends it. */
export function listenToEvent<N extends PublicEventName>(
  socket: EventSocket,
  name: N,
  handler: (data: PublicEventData<N>) => void,
): () => void {
  const listener = (data?: unknown) => {
    const event = PublicEvent.safeParse({ name, data });
    if (event.success) handler(event.data.data as PublicEventData<N>);
  };
  socket.on(name, listener);
  return () => void socket.off(name, listener);
}
