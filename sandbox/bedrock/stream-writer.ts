import type { ServerResponse } from "node:http";
import type { Clock } from "../controls/clock";
import { encodeEvent, encodeException } from "./event-stream";
import { streamExceptionForStatus } from "./errors";
import type { StreamEvent } from "./stream-events";
import type { Fault } from "../stand-in";

export interface StreamPlan {
  readonly events: readonly StreamEvent[];
  /** The last event, made when it is due because it carries the time that has passed. */
  readonly last: (latencyMs: number) => StreamEvent;
  readonly firstTokenMs: number;
  /** Draws the pause before each further piece of the model's output. */
  readonly betweenTokensMs: () => number;
  /** A fault that breaks the stream after it has begun well. */
  readonly fault: Fault | undefined;
  /** Cuts the connection, for a fault that drops it. */
  readonly cut: () => void;
  readonly random: () => number;
}

// Pieces that fall due within this time go out together, so that many slow streams do not need a timer per word.
const COALESCE_MS = 4;

/**
 * Writes an event stream at the model's pace: nothing before the first token's time, then each piece when it is due.
 * With a fault, half of the events go out and the fault comes at its time. Ends early when the client goes away.
 */
export function writeStream(response: ServerResponse, plan: StreamPlan, clock: Clock): void {
  const startedAtMs = clock.nowMs();
  const { events, fault } = plan;
  const stopBefore = fault ? Math.max(2, Math.ceil(events.length / 2)) : events.length;
  const faultAtMs = startedAtMs + (fault?.afterMs ?? 0);
  let next = 0;
  let dueAtMs = startedAtMs + plan.firstTokenMs;
  let cancel: (() => void) | undefined;
  let ended = false;

  response.on("close", () => {
    ended = true;
    cancel?.();
  });
  response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
  response.flushHeaders();
  schedule(dueAtMs);

  function schedule(atMs: number): void {
    const wakeAtMs = fault ? Math.min(atMs, faultAtMs) : atMs;
    const delayMs = wakeAtMs - clock.nowMs();
    if (delayMs <= 0 && next === 0) return run();
    cancel = clock.after(Math.max(0, delayMs), run);
  }

  function run(): void {
    if (ended) return;
    const nowMs = clock.nowMs();
    response.cork();
    while (next < stopBefore && dueAtMs <= nowMs + (next === 0 ? 0 : COALESCE_MS)) {
      const event = events[next++];
      if (event) response.write(encodeEvent(event.type, event.payload, plan.random));
      if (events[next]?.paced) dueAtMs += plan.betweenTokensMs();
    }
    if (fault && nowMs >= faultAtMs) {
      response.uncork();
      return breakOff(fault);
    }
    if (next >= events.length) {
      const last = plan.last(Math.round(nowMs - startedAtMs));
      response.write(encodeEvent(last.type, last.payload, plan.random));
      response.uncork();
      ended = true;
      response.end();
      return;
    }
    response.uncork();
    schedule(next < stopBefore ? dueAtMs : faultAtMs);
  }

  function breakOff(broken: Fault): void {
    ended = true;
    if (broken.kind === "drop") plan.cut();
    else if (broken.kind === "garbage") response.end(garbage(plan.random));
    else if (broken.kind === "status") {
      const exception = streamExceptionForStatus(broken.status ?? 500);
      response.end(encodeException(exception.type, exception.payload));
    }
    // stall, half-open: the stream stays open and says nothing more.
  }
}

/** Bytes that are no frame: the length they begin with is absurd and every checksum is wrong. */
export function garbage(random: () => number): Buffer {
  const bytes = Buffer.alloc(64);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(random() * 256);
  bytes.writeUInt32BE(40, 0);
  return bytes;
}
