/** One thing that a scripted person does; steps run one after the other once the call is answered. */
export type Step =
  | { readonly say: string; readonly voice?: string }
  /** A WAV file's bytes, base64; `text` is what the transcript shows for it. */
  | { readonly wav: string; readonly text?: string }
  | { readonly dtmf: string }
  | { readonly pauseMs: number }
  /** Waits until the agent has spoken since this person last did, and has then been silent for `silenceMs` (800). Hangs up after `timeoutMs` (30,000). */
  | { readonly waitForAgent: { readonly silenceMs?: number; readonly timeoutMs?: number } }
  /** Waits until the agent has been speaking for this long; ends early when it stops before. */
  | { readonly interruptAfterMs: number }
  | { readonly hangup: true };

/** Who picks up when the product dials a number. */
export type PersonBehaviour =
  | {
      readonly answer: "human";
      readonly ringMs?: number;
      /** Said one by one, each after the agent's answer to the one before; the first ("Hello?") at once. */
      readonly lines?: readonly string[];
      /** Instead of `lines`, when they are not enough. */
      readonly steps?: readonly Step[];
      /** Hangs up after its last line was answered; false by default. */
      readonly hangUpAtEnd?: boolean;
    }
  | {
      readonly answer: "machine";
      readonly ringMs?: number;
      readonly greeting?: string;
      readonly beep?: boolean;
      /** How long it records before it hangs up. */
      readonly recordMs?: number;
    }
  | { readonly answer: "busy" | "no_answer" | "fail"; readonly ringMs?: number }
  /** Rings until somebody on the live socket answers or declines. */
  | { readonly answer: "interactive" };

export const DEFAULT_BEHAVIOUR: PersonBehaviour = { answer: "human", lines: ["Hello?"] };

const DEFAULT_GREETING = "You have reached my voice mail. Please leave a message after the tone.";

/** A behaviour's steps once it has picked up; `beep` steps are the machine's tone. */
export function stepsOf(behaviour: PersonBehaviour): readonly (Step | { readonly beep: true })[] {
  if (behaviour.answer === "machine") {
    return [
      { pauseMs: 300 },
      { say: behaviour.greeting ?? DEFAULT_GREETING, voice: "machine" },
      ...((behaviour.beep ?? true) ? [{ pauseMs: 400 }, { beep: true as const }] : []),
      { pauseMs: behaviour.recordMs ?? 30_000 },
      { hangup: true },
    ];
  }
  if (behaviour.answer !== "human") return [];
  const steps = behaviour.steps ?? linesToSteps(behaviour.lines ?? ["Hello?"]);
  return behaviour.hangUpAtEnd === true ? [...steps, { waitForAgent: {} }, { hangup: true }] : steps;
}

function linesToSteps(lines: readonly string[]): Step[] {
  return lines.flatMap((line, index): Step[] =>
    index === 0 ? [{ pauseMs: 200 }, { say: line }] : [{ waitForAgent: {} }, { say: line }],
  );
}

/** Reads a script from JSON. @throws {TypeError} that names the step and what it may be. */
export function readScript(value: unknown): Step[] {
  if (!Array.isArray(value)) throw new TypeError("script must be a list of steps");
  return value.map((step, index) => readStep(step, index));
}

function readStep(value: unknown, index: number): Step {
  const problem = (): never => {
    throw new TypeError(
      `script[${index}] must be one of {"say":"…"}, {"wav":"<base64>"}, {"dtmf":"12#"}, {"pauseMs":500}, {"waitForAgent":{}}, {"interruptAfterMs":800}, {"hangup":true}`,
    );
  };
  if (typeof value !== "object" || value === null) return problem();
  const step = value as Record<string, unknown>;
  const { say, wav, dtmf, pauseMs, waitForAgent, interruptAfterMs, hangup, voice, text } = step;
  if (typeof say === "string") return { say, ...(typeof voice === "string" ? { voice } : {}) };
  if (typeof wav === "string") return { wav, ...(typeof text === "string" ? { text } : {}) };
  if (typeof dtmf === "string" && /^[0-9*#A-Dw]+$/i.test(dtmf)) return { dtmf };
  if (isMilliseconds(pauseMs)) return { pauseMs };
  if (isMilliseconds(interruptAfterMs)) return { interruptAfterMs };
  if (hangup === true) return { hangup };
  if (typeof waitForAgent === "object" && waitForAgent !== null) {
    const { silenceMs, timeoutMs } = waitForAgent as Record<string, unknown>;
    return {
      waitForAgent: {
        ...(isMilliseconds(silenceMs) ? { silenceMs } : {}),
        ...(isMilliseconds(timeoutMs) ? { timeoutMs } : {}),
      },
    };
  }
  return problem();
}

function isMilliseconds(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 && value <= 3_600_000;
}

/** Reads a person's behaviour from JSON. @throws {TypeError} with what is wrong. */
export function readBehaviour(value: unknown): PersonBehaviour {
  if (typeof value !== "object" || value === null) throw new TypeError("a person must be a JSON object");
  const person = value as Record<string, unknown>;
  const { answer, ringMs, lines, steps, hangUpAtEnd, greeting, beep, recordMs } = person;
  const ring = isMilliseconds(ringMs) ? { ringMs } : {};
  if (answer === "human") {
    if (lines !== undefined && !(Array.isArray(lines) && lines.every((line) => typeof line === "string"))) {
      throw new TypeError("lines must be a list of sentences");
    }
    return {
      answer,
      ...ring,
      ...(lines === undefined ? {} : { lines: lines as string[] }),
      ...(steps === undefined ? {} : { steps: readScript(steps) }),
      hangUpAtEnd: hangUpAtEnd === true,
    };
  }
  if (answer === "machine") {
    return {
      answer,
      ...ring,
      ...(typeof greeting === "string" ? { greeting } : {}),
      ...(typeof beep === "boolean" ? { beep } : {}),
      ...(isMilliseconds(recordMs) ? { recordMs } : {}),
    };
  }
  if (answer === "busy" || answer === "no_answer" || answer === "fail") return { answer, ...ring };
  if (answer === "interactive") return { answer };
  throw new TypeError('answer must be "human", "machine", "busy", "no_answer", "fail" or "interactive"');
}
