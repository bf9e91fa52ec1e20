import { followsSeq } from "@/lib/contracts/live/call-seq";
import { CallEvent } from "@/lib/contracts/live/events";
import { LiveSpeech, WatchCallReply, type WatchCallRequest } from "@/lib/contracts/live/socket";
import { applyCallEvent, type LiveCall } from "@/lib/domain/live-call/apply-event";
import { speechAfter } from "@/lib/domain/live-call/speech-after";

export type FollowedCall = {
  call: LiveCall;
  /** What is being said this moment; null between utterances. */
  speech: LiveSpeech | null;
  /** Why the worker does not let this person watch; null while it does. */
  denied: string | null;
};

/** What following needs from Socket.IO; small, so that a test can stand in for it. */
export type CallSocket = {
  connected: boolean;
  on(event: "connect" | "call:event" | "call:speech", listener: (payload?: unknown) => void): unknown;
  off(event: "connect" | "call:event" | "call:speech", listener: (payload?: unknown) => void): unknown;
  emit(event: "call:watch", request: WatchCallRequest, reply: (answer: unknown) => void): unknown;
  emit(event: "call:unwatch", callId: string): unknown;
};

/**
 * Follows one call from `initial` on: shows each event once and in order, asks for the tail after a lost connection or a gap,
 * and calls `onChange` with every new state. Returns a function that stops.
 */
export function followCall(
  socket: CallSocket,
  callId: string,
  initial: LiveCall,
  onChange: (state: FollowedCall) => void,
): () => void {
  let state: FollowedCall = { call: initial, speech: null, denied: null };
  /** Events that arrived while the tail was on its way; the newest of them may be in no later message. */
  let waiting: CallEvent[] = [];
  let asked = 0;
  let answered = 0;
  let stopped = false;

  const become = (change: Partial<FollowedCall>) => {
    state = { ...state, ...change };
    onChange(state);
  };
  const show = (events: readonly CallEvent[]) => {
    const call = events.reduce(applyCallEvent, state.call);
    if (call !== state.call) become({ call, speech: events.reduce(speechAfter, state.speech) });
  };

  const watch = () => {
    const ticket = ++asked;
    socket.emit("call:watch", { callId, lastSeq: state.call.lastSeq }, (raw) => {
      // Only the newest question counts: an answer from before a reconnect is old news.
      if (stopped || ticket !== asked) return;
      answered = ticket;
      const reply = WatchCallReply.safeParse(raw);
      if (!reply.success)
        return become({ denied: "The call-worker answered in a form this page does not know. Reload it." });
      if (reply.data.kind === "denied") return become({ denied: reply.data.message });
      const call = reply.data.events.reduce(applyTailEvent, state.call);
      become({ call, speech: reply.data.speech, denied: null });
      const late = waiting;
      waiting = [];
      for (const event of late) receive(event);
    });
  };
  const receive = (event: CallEvent) => {
    if (event.seq <= state.call.lastSeq) return;
    if (followsSeq(state.call.lastSeq, event.seq)) return show([event]);
    waiting.push(event);
    if (asked === answered) watch();
  };

  const onConnect = () => {
    waiting = [];
    watch();
  };
  const onEvent = (raw: unknown) => {
    const event = CallEvent.safeParse(raw);
    if (event.success && event.data.callId === callId) receive(event.data);
  };
  const onSpeech = (raw: unknown) => {
    const speech = LiveSpeech.safeParse(raw);
    if (speech.success && speech.data.callId === callId && state.call.phase !== "ended")
      become({ speech: speech.data });
  };

  socket.on("call:event", onEvent);
  socket.on("call:speech", onSpeech);
  socket.on("connect", onConnect);
  if (socket.connected) watch();

  return () => {
    stopped = true;
    socket.off("call:event", onEvent);
    socket.off("call:speech", onSpeech);
    socket.off("connect", onConnect);
    if (socket.connected) socket.emit("call:unwatch", callId);
  };
}

/** In an answer to "everything after …" a missing number is missing for good: a lost worker took it along. */
function applyTailEvent(call: LiveCall, event: CallEvent): LiveCall {
  if (event.seq <= call.lastSeq) return call;
  const reached = followsSeq(call.lastSeq, event.seq) ? call : { ...call, lastSeq: event.seq - 1 };
  return applyCallEvent(reached, event);
}
