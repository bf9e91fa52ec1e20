import type { Logger } from "pino";
import { presentAudioRights } from "@/lib/services/call-audio/audio-rights";
import { verifyAudioToken } from "@/lib/services/call-audio/audio-token";
import { noteFloor } from "@/lib/services/call-audio/note-floor";
import { readStreamToken } from "@/lib/services/call-ownership/stream-token";
import type { WebRtcOptions } from "./adapters/browser/accept-offer";
import { BrowserLine } from "./adapters/browser/browser-line";
import type { Exchange } from "./exchange";
import { type BrowserDoor, createBrowserDoor } from "./http/browser";
import type { Clock } from "./ports/clock";
import { Supervisors } from "./supervisors";

type BrowserDoorsDeps = {
  exchange: Exchange;
  webRtc: WebRtcOptions;
  secret: string;
  clock: Clock;
  log: Logger;
  onCallerRefused(): void;
};

/** Connects the doors of browsers with what is behind them: callers with the calls, the team with the calls' sound. */
export function openBrowserDoors({ exchange, webRtc, secret, clock, log, onCallerRefused }: BrowserDoorsDeps): {
  callers: BrowserDoor;
  supervisors: BrowserDoor;
  /** Those who listen are sent away; callers' lines are the calls' business. */
  close(): void;
} {
  const callers = createBrowserDoor({
    webRtc,
    hasRoom() {
      const { slots, load, draining } = exchange.capacity();
      return !draining && load < slots;
    },
    subjectOf: (token) => readStreamToken(token, secret)?.callId ?? null,
    onStart({ subject, token, lastSeq }, { name, ...connection }) {
      const line = new BrowserLine(name, connection);
      line.listen(exchange.arrive({ callSid: subject, parameters: { token }, lastSeq }, line));
      return line;
    },
    onRejected(reason) {
      onCallerRefused();
      log.info({ reason }, "browser line not begun");
    },
  });

  const verifyToken = (token: string) => verifyAudioToken(token, secret, clock.wallTime().getTime());
  const present = new Supervisors({
    clock,
    log,
    verifyToken,
    sessionOf: (callId) => exchange.sessionOf(callId),
    presentRights: presentAudioRights,
    noteFloor,
  });
  const supervisors = createBrowserDoor({
    webRtc,
    // However full it is of calls: who listens to one takes no place of another.
    hasRoom: () => true,
    subjectOf: (token) => (verifyToken(token) ? token : null),
    onStart: ({ token }, connection) => present.receive(token, connection),
    onRejected: (reason) => log.info({ reason }, "a supervisor was not connected"),
  });
  return { callers, supervisors, close: () => present.close() };
}
