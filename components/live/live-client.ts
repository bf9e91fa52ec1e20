import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { CallListMessage, CallsMessage } from "@/lib/contracts/live/socket";
import type { LiveCall } from "@/lib/domain/live-call/apply-event";
import { withCalls } from "./active-calls";
import { type LiveStatus, watchConnection } from "./connection-health";
import type { InterveneReply } from "@/lib/contracts/live/socket";
import type { SteerCommand } from "@/lib/contracts/live/steering";
import { type CommandSocket, intervene } from "./intervene";
import { type CallSocket, followCall, type FollowedCall } from "./follow-call";
import { type EventSocket, listenToEvent, type PublicEventData, type PublicEventName } from "./public-events";
import { gatherNews } from "./gather-news";
import { createLiveSocket } from "./socket";

type LiveClientOptions = {
  /** The call-worker's address. */
  url: string;
  onStatus: (status: LiveStatus) => void;
  onCalls: (change: (known: readonly CallSummary[]) => readonly CallSummary[]) => void;
  /** A call started or ended. */
  onTurn: () => void;
  /** The session has ended; nothing more will come. */
  onSignedOut: () => void;
};

export type LiveClient = {
  follow(callId: string, initial: LiveCall, onChange: (state: FollowedCall) => void): () => void;
  /** One of the public events, whenever it comes. Returns what ends it. */
  listen<N extends PublicEventName>(name: N, handler: (data: PublicEventData<N>) => void): () => void;
  /** Each time the connection comes up. Returns what ends it. */
  onConnect(handler: (isFirst: boolean) => void): () => void;
  /** Steps into a call; resolves with what came of it, in words where it was refused. */
  intervene(callId: string, command: SteerCommand): Promise<InterveneReply>;
  close(): void;
};

/** The dashboard's one live connection. Its own module, because it and what it needs load after the page can be used. */
export function connectLive({ url, onStatus, onCalls, onTurn, onSignedOut }: LiveClientOptions): LiveClient {
  const socket = createLiveSocket(url, onSignedOut);
  const refresh = () => {
    socket.emit("desk:watch", (raw) => {
      const reply = CallsMessage.safeParse(raw);
      if (!reply.success) return;
      news.drop();
      onCalls(() => withCalls([], reply.data.calls));
    });
  };
  const news = gatherNews((calls) => onCalls((known) => withCalls(known, calls)));
  const onChanges = (raw: unknown) => {
    const message = CallsMessage.safeParse(raw);
    if (message.success) news.push(message.data.calls);
  };
  const onStartOrEnd = (raw: unknown) => {
    const message = CallListMessage.safeParse(raw);
    if (message.success) news.push([message.data.call]);
    onTurn();
  };
  let connects = 0;
  const onConnects = new Set<(isFirst: boolean) => void>();
  socket.on("connect", () => {
    connects += 1;
    refresh();
    for (const handler of onConnects) handler(connects === 1);
  });
  socket.on("call.started", onStartOrEnd);
  socket.on("desk:changed", onChanges);
  socket.on("call.ended", onStartOrEnd);
  const unwatch = watchConnection({
    socket,
    // Deliberately no valid question: it is answered at once, and costs the worker nothing.
    probe: () => socket.emit("call:watch", { callId: "", lastSeq: 0 }, () => undefined),
    onStatus,
    now: () => Date.now(),
  });
  socket.connect();
  return {
    follow: (callId, initial, onChange) => followCall(socket as CallSocket, callId, initial, onChange),
    listen: (name, handler) => listenToEvent(socket as EventSocket, name, handler),
    onConnect(handler) {
      onConnects.add(handler);
      return () => void onConnects.delete(handler);
    },
    intervene: (callId, command) => intervene(socket as CommandSocket, callId, command),
    close() {
      news.drop();
      unwatch();
      socket.disconnect();
    },
  };
}
