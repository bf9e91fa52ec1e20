import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Step } from "../twilio/telephony/script";
import { UsageError, type CallOptions, type Line } from "./options";

/** The answer that never comes is given up after this long; the whole call has its own limit. */
const ANSWER_TIMEOUT_MS = 30_000;

/** What the caller does: hears the greeting out, says each line when the answer before it is over (or into it), hangs up. */
export async function scriptOf(
  options: Pick<CallOptions, "lines" | "interruptAfterMs" | "silenceMs">,
): Promise<Step[]> {
  const waitForAgent: Step = { waitForAgent: { silenceMs: options.silenceMs, timeoutMs: ANSWER_TIMEOUT_MS } };
  const steps: Step[] = [waitForAgent];
  for (const [index, line] of options.lines.entries()) {
    if (index > 0)
      steps.push(
        options.interruptAfterMs === undefined ? waitForAgent : { interruptAfterMs: options.interruptAfterMs },
      );
    steps.push(await stepOf(line));
  }
  if (options.lines.length > 0) steps.push(waitForAgent);
  return [...steps, { hangup: true }];
}

async function stepOf(line: Line): Promise<Step> {
  if (line.kind === "say") return { say: line.text };
  if (line.kind === "dtmf") return { dtmf: line.digits };
  try {
    return { wav: (await readFile(line.file)).toString("base64"), text: `[${basename(line.file)}]` };
  } catch (error) {
    throw new UsageError(
      `--wav ${line.file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
