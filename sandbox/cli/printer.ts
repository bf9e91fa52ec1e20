import type { PersonEvent } from "../twilio/telephony/person-events";
import { clockTime, type CallReport } from "./report";

/** Prints a call as it happens, a line for each thing that was said. */
export class Printer {
  private speechStartedAtMs = 0;
  private readonly voiceToVoice = new Map<number, number>();

  constructor(private readonly write: (line: string) => void) {}

  print(event: PersonEvent): void {
    switch (event.type) {
      case "ringing":
        this.write("      ringing …");
        break;
      case "answered":
        this.write("      answered");
        break;
      case "caller.speech.started":
        this.speechStartedAtMs = event.atMs;
        break;
      case "caller.speech.ended":
        this.line(this.speechStartedAtMs, "caller", event.text);
        break;
      case "caller.keys":
        this.line(event.atMs, "caller", `[keys ${event.digits}]`);
        break;
      case "agent.speech.started":
        if (event.voiceToVoiceMs !== undefined) this.voiceToVoice.set(event.atMs, event.voiceToVoiceMs);
        break;
      case "agent.speech.ended": {
        const answeredAfterMs = this.voiceToVoice.get(event.startedAtMs);
        const text =
          event.text === ""
            ? `(${((event.endedAtMs - event.startedAtMs) / 1_000).toFixed(1)} s of speech that was not understood)`
            : event.text;
        this.line(
          event.startedAtMs,
          "agent",
          answeredAfterMs === undefined ? text : `${text}   [voice to voice ${answeredAfterMs} ms]`,
        );
        break;
      }
      case "agent.interrupted":
        this.line(event.atMs, "", `the caller interrupts, ${event.afterMs} ms into the answer`);
        break;
      case "agent.keys":
        this.write(`      the agent presses ${event.digits}`);
        break;
      case "problem":
        this.write(`      ${event.message}`);
        break;
      case "ended":
        this.line(event.durationMs, "", `call ${event.status}: ${event.reason}`);
        break;
      case "twiml.say":
        break;
    }
  }

  private line(atMs: number, who: string, text: string): void {
    this.write(`${clockTime(atMs).padStart(5)} ${who.padEnd(7)}${text}`);
  }
}

/** What is said about the call at its end. */
export function summary(report: CallReport): string {
  const delays = report.turns
    .flatMap((turn) => (turn.voiceToVoiceMs === null ? [] : [turn.voiceToVoiceMs]))
    .sort((a, b) => a - b);
  const turns = `${report.turns.length} ${report.turns.length === 1 ? "turn" : "turns"} in ${(report.durationMs / 1_000).toFixed(1)} s`;
  const median = delays[Math.floor((delays.length - 1) / 2)];
  const speed =
    median === undefined
      ? ""
      : `; voice to voice: median ${median} ms, slowest ${delays[delays.length - 1] ?? median} ms`;
  return report.ok ? `OK: ${turns}${speed}.` : `FAILED: ${report.reason ?? "unknown"} (${turns}${speed})`;
}
