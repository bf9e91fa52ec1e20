import { parseArgs } from "node:util";

/** One thing that the caller does on its turn, in the order of the command line. */
export type Line =
  | { readonly kind: "say"; readonly text: string }
  | { readonly kind: "wav"; readonly file: string }
  | { readonly kind: "dtmf"; readonly digits: string };

export interface CallOptions {
  /** Absent: the number that the running product is reached at. */
  readonly to: string | undefined;
  readonly from: string | undefined;
  readonly lines: readonly Line[];
  readonly interruptAfterMs: number | undefined;
  /** Silence after which the caller takes the agent to have finished. */
  readonly silenceMs: number;
  readonly timeoutMs: number;
  readonly isInteractive: boolean;
  readonly isJson: boolean;
}

export class UsageError extends Error {}

export const USAGE = `Calls the running product as a caller would, and prints what was heard.

  npm run call -- --say "What are your opening hours?" [--say "Thank you, goodbye."]

  --to NUMBER            number to dial (default: the product's own, from .data/dev.json)
  --from NUMBER          the caller's number
  --say TEXT             a line to say; may be repeated, each is said after the answer to the one before
  --wav FILE             a recording to play instead (WAV; understood when Deepgram is real)
  --dtmf KEYS            keys to press, e.g. 12#
  --interrupt-after MS   say the next line this long after the agent began to answer
  --silence MS           silence that ends an answer (default 1200)
  --timeout SECONDS      give up after this long (default 180)
  --interactive          type lines; /dtmf 12# presses keys, /hangup hangs up
  --json                 print one JSON document at the end, and nothing else

Exits with 0 when the call was answered, every line got an answer and the call ended properly; otherwise with 1.`;

/** Reads the command line; "help" when it asks for help. @throws {UsageError} that says what is wrong. */
export function readOptions(args: readonly string[]): CallOptions | "help" {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  const options = {
    to: text,
    from: text,
    say: { ...text, multiple: true },
    wav: { ...text, multiple: true },
    dtmf: { ...text, multiple: true },
    "interrupt-after": text,
    silence: text,
    timeout: text,
    interactive: flag,
    json: flag,
    help: flag,
  } as const;
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, tokens: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, tokens } = parsed;
  if (values.help === true) return "help";
  const lines: Line[] = [];
  for (const token of tokens) {
    if (token.kind !== "option" || token.value === undefined) continue;
    if (token.name === "say") lines.push({ kind: "say", text: spoken(token.value) });
    else if (token.name === "wav") lines.push({ kind: "wav", file: token.value });
    else if (token.name === "dtmf") lines.push({ kind: "dtmf", digits: keys(token.value) });
  }
  const isInteractive = values.interactive === true;
  if (isInteractive && values.json === true) throw new UsageError("--interactive and --json do not go together.");
  return {
    to: values.to,
    from: values.from,
    lines,
    interruptAfterMs:
      values["interrupt-after"] === undefined
        ? undefined
        : number("--interrupt-after", values["interrupt-after"], 60_000),
    silenceMs: number("--silence", values.silence ?? "1200", 60_000),
    timeoutMs: number("--timeout", values.timeout ?? "180", 86_400) * 1_000,
    isInteractive,
    isJson: values.json === true,
  };
}

function spoken(text: string): string {
  if (!/[\p{L}\p{N}]/u.test(text)) throw new UsageError("--say needs words to say.");
  return text;
}

function keys(digits: string): string {
  if (!/^[0-9*#A-Dw]+$/i.test(digits))
    throw new UsageError(`--dtmf "${digits}": the keys are 0 to 9, *, # and A to D (w waits half a second).`);
  return digits;
}

function number(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new UsageError(`${name} must be a whole number from 0 to ${most}, not "${text}".`);
  return value;
}
