import type { PersonEvent } from "../twilio/telephony/person-events";

export interface ReportedTurn {
  said: string;
  heard: string;
  /** Null when the agent was already talking, or never answered. */
  voiceToVoiceMs: number | null;
  /** How long the agent had been answering when the caller spoke again. */
  interruptedAfterMs?: number;
}

export interface TranscriptLine {
  readonly at: string;
  readonly atMs: number;
  readonly who: "caller" | "agent";
  readonly text: string;
}

export interface CallReport {
  ok: boolean;
  /** Twilio's final status, or "in-progress" when the caller gave up waiting. */
  status: string;
  answered: boolean;
  greeting: string;
  turns: ReportedTurn[];
  transcript: TranscriptLine[];
  durationMs: number;
  reason?: string;
}

/** Call time as m:ss. */
export function clockTime(atMs: number): string {
  const seconds = Math.max(0, Math.floor(atMs / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Gathers a call's events into what is said about it at the end. */
export class Reporter {
  private readonly turns: (ReportedTurn & { isAnswered: boolean })[] = [];
  private readonly transcript: TranscriptLine[] = [];
  private greeting = "";
  private agentSpoke = false;
  private isAnswered = false;
  private problem: string | undefined;
  private ended: Extract<PersonEvent, { type: "ended" }> | undefined;
  private speechStartedAtMs = 0;
  private lastAtMs = 0;

  constructor(private readonly expectedTurns: number) {}

  note(event: PersonEvent): void {
    if ("atMs" in event) this.lastAtMs = event.atMs;
    switch (event.type) {
      case "answered":
        this.isAnswered = true;
        break;
      case "caller.speech.started":
        this.speechStartedAtMs = event.atMs;
        break;
      case "caller.speech.ended":
        this.addTurn(event.text, this.speechStartedAtMs);
        break;
      case "caller.keys":
        this.addTurn(`[keys ${event.digits}]`, event.atMs);
        break;
      case "agent.speech.started": {
        this.agentSpoke = true;
        const turn = this.turns[event.turn];
        if (turn !== undefined) {
          turn.isAnswered = true;
          turn.voiceToVoiceMs ??= event.voiceToVoiceMs ?? null;
        }
        break;
      }
      case "agent.speech.ended": {
        const text = event.text === "" ? unintelligible(event.endedAtMs - event.startedAtMs) : event.text;
        this.transcript.push({
          at: clockTime(event.startedAtMs),
          atMs: Math.round(event.startedAtMs),
          who: "agent",
          text,
        });
        const turn = this.turns[event.turn];
        if (turn !== undefined) turn.heard = `${turn.heard} ${text}`.trim();
        else this.greeting = `${this.greeting} ${text}`.trim();
        break;
      }
      case "agent.interrupted": {
        const turn = this.turns[event.turn];
        if (turn !== undefined) turn.interruptedAfterMs = event.afterMs;
        break;
      }
      case "problem":
        this.problem ??= event.message;
        break;
      case "ended":
        this.ended = event;
        break;
      default:
        break;
    }
  }

  /** The report, complete or not; `gaveUp` says why the caller stopped waiting. */
  report(gaveUp?: string): CallReport {
    const reason = gaveUp ?? this.whyNot();
    return {
      ok: reason === undefined,
      status: this.ended?.status ?? "in-progress",
      answered: this.isAnswered,
      greeting: this.greeting,
      turns: this.turns.map(({ said, heard, voiceToVoiceMs, interruptedAfterMs }) => ({
        said,
        heard,
        voiceToVoiceMs,
        ...(interruptedAfterMs === undefined ? {} : { interruptedAfterMs }),
      })),
      transcript: this.transcript.toSorted((a, b) => a.atMs - b.atMs),
      durationMs: Math.round(this.ended?.durationMs ?? this.lastAtMs),
      ...(reason === undefined ? {} : { reason }),
    };
  }

  private addTurn(said: string, atMs: number): void {
    this.turns.push({ said, heard: "", voiceToVoiceMs: null, isAnswered: false });
    this.transcript.push({ at: clockTime(atMs), atMs: Math.round(atMs), who: "caller", text: said });
  }

  private whyNot(): string | undefined {
    const { ended } = this;
    if (!this.isAnswered)
      return `The call was not answered: ${ended?.reason ?? "nobody picked up"} (${ended?.status ?? "unknown"}).`;
    if (ended === undefined) return "The call did not end.";
    if (ended.status !== "completed") return `The call ended as ${ended.status}: ${ended.reason}.`;
    if (!this.agentSpoke) return "The call was answered, but nobody spoke.";
    if (this.problem !== undefined) return `${this.problem.charAt(0).toUpperCase()}${this.problem.slice(1)}.`;
    const unanswered = this.turns.find((turn) => !turn.isAnswered);
    if (unanswered !== undefined) return `"${unanswered.said}" got no answer: ${ended.reason}.`;
    if (this.turns.length < this.expectedTurns) return `The call ended before every line was said: ${ended.reason}.`;
    return undefined;
  }
}

function unintelligible(durationMs: number): string {
  return `(${(durationMs / 1_000).toFixed(1)} s of speech that was not understood)`;
}
