import { expect, test } from "vitest";
import type { CallEvent } from "@/lib/contracts/live/events";
import type { LiveSpeech, WatchCallRequest } from "@/lib/contracts/live/socket";
import { newLiveCall, replayCall } from "@/lib/domain/live-call/apply-event";
import { type FollowedCall, followCall } from "./follow-call";

const CALL = "0199c0de-0000-7000-8000-000000000001";

const said = (seq: number, text: string, callId = CALL): CallEvent => ({
  callId,
  seq,
  at: "2026-01-01T00:00:00.000Z",
  body: {
    type: "segment.final",
    segmentId: `s${seq}`,
    turnId: `t${seq}`,
    speaker: "caller",
    text,
    startMs: 0,
    endMs: 1,
    confidence: null,
    source: "speech",
  },
});
const ended = (seq: number): CallEvent => ({
  callId: CALL,
  seq,
  at: "2026-01-01T00:00:00.000Z",
  body: { type: "call.ended", disposition: "caller_hung_up", reason: "The caller hung up", durationMs: 1000 },
});
const speaking = (turnId: string, text: string): LiveSpeech => ({
  callId: CALL,
  caller: { turnId, text, startMs: 0 },
  agent: null,
  person: null,
});

/** A worker at the other end of a wire that can be cut, with the call's log in `log`. */
function wire() {
  const listeners = new Map<string, Set<(payload?: unknown) => void>>();
  const questions: { request: WatchCallRequest; reply: (answer: unknown) => void }[] = [];
  const unwatched: string[] = [];
  const fire = (event: string, payload?: unknown) => listeners.get(event)?.forEach((listener) => listener(payload));
  return {
    log: [] as CallEvent[],
    questions,
    unwatched,
    connected: false,
    on: (event: string, listener: (payload?: unknown) => void) =>
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    off: (event: string, listener: (payload?: unknown) => void) => listeners.get(event)?.delete(listener),
    emit(...[event, payload, reply]: [string, unknown, ((answer: unknown) => void)?]) {
      if (event === "call:watch" && reply) questions.push({ request: payload as WatchCallRequest, reply });
      else unwatched.push(String(payload));
    },
    connect() {
      this.connected = true;
      fire("connect");
    },
    send: (event: CallEvent) => fire("call:event", event),
    speak: (speech: LiveSpeech) => fire("call:speech", speech),
    /** Answers the oldest open question from the log. */
    answer(speech: LiveSpeech | null = null) {
      const question = questions.shift();
      if (!question) throw new Error("nothing was asked");
      const events = this.log.filter(({ seq }) => seq > question.request.lastSeq);
      question.reply({ kind: "tail", events, speech });
      return question.request;
    },
  };
}

function follow(initial = newLiveCall) {
  const worker = wire();
  const seen: FollowedCall[] = [];
  const stop = followCall(worker, CALL, initial, (state) => seen.push(state));
  const texts = () => (seen.at(-1)?.call.items ?? []).map((item) => (item.kind === "said" ? item.text : item.kind));
  return { worker, seen, stop, texts };
}

test("starts from what the server rendered and asks only for the rest", () => {
  const { worker, texts } = follow(replayCall([said(1, "hello"), said(2, "there")]));
  worker.log = [said(1, "hello"), said(2, "there"), said(3, "again")];
  worker.connect();
  expect(worker.answer()).toEqual({ callId: CALL, lastSeq: 2 });
  expect(texts()).toEqual(["hello", "there", "again"]);
});

test("after a lost connection the tail fills in and nothing shows twice", () => {
  const { worker, texts } = follow();
  worker.log = [said(1, "one")];
  worker.connect();
  worker.answer();
  worker.log.push(said(2, "two"), said(3, "three"));
  worker.connect();
  expect(worker.answer().lastSeq).toBe(1);
  worker.send(said(3, "three"));
  expect(texts()).toEqual(["one", "two", "three"]);
});

test("a gap is noticed and closed, even when the event that showed it is the last one", () => {
  const { worker, texts, seen } = follow();
  worker.connect();
  worker.answer();
  worker.log = [said(1, "one"), said(2, "two")];
  worker.send(said(2, "two"));
  worker.send(ended(3));
  worker.answer();
  expect(texts()).toEqual(["one", "two"]);
  expect(seen.at(-1)?.call.phase).toBe("ended");
  expect(worker.questions).toHaveLength(0);
});

test("numbers that a lost worker took along do not stop the call from being shown", () => {
  const { worker, texts } = follow();
  worker.log = [said(1, "one"), said(4, "four"), said(1_000_001, "after the take-over")];
  worker.connect();
  worker.answer();
  expect(texts()).toEqual(["one", "four", "after the take-over"]);
});

test("an answer from before a reconnect is ignored", () => {
  const { worker, texts } = follow();
  worker.connect();
  const [old] = worker.questions;
  worker.connect();
  worker.log = [said(1, "new")];
  worker.questions.shift();
  worker.answer();
  old?.reply({ kind: "denied", code: "NOT_FOUND", message: "gone" });
  expect(texts()).toEqual(["new"]);
});

test("the final text replaces the words being spoken in one step", () => {
  const { worker, seen } = follow();
  worker.connect();
  worker.answer();
  worker.speak(speaking("t1", "book a"));
  expect(seen.at(-1)?.speech?.caller?.text).toBe("book a");
  worker.send(said(1, "Book a table."));
  expect(seen.at(-1)?.speech?.caller).toBeNull();
  expect(seen.at(-1)?.call.items).toHaveLength(1);
});

test("other calls and unreadable messages change nothing", () => {
  const { worker, seen } = follow();
  worker.connect();
  worker.answer();
  const before = seen.length;
  worker.send(said(1, "other", "another-call"));
  worker.send({ nonsense: true } as unknown as CallEvent);
  expect(seen).toHaveLength(before);
});

test("a refusal is told in the worker's words", () => {
  const { worker, seen } = follow();
  worker.connect();
  worker.questions[0]?.reply({ kind: "denied", code: "FORBIDDEN", message: "You may not watch calls." });
  expect(seen.at(-1)?.denied).toBe("You may not watch calls.");
});

test("leaving stops listening and says so", () => {
  const { worker, seen, stop } = follow();
  worker.connect();
  worker.answer();
  stop();
  const before = seen.length;
  worker.send(said(1, "late"));
  expect(seen).toHaveLength(before);
  expect(worker.unwatched).toEqual([CALL]);
});
