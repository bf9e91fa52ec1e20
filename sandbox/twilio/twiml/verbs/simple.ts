import { synthesize } from "../../../speech/synthesize";
import { readWav } from "../../../speech/wav";
import { keypadTones } from "../../audio/frames";
import { unlessInterrupted } from "../../telephony/interruption";
import { integerAttribute, methodAttribute } from "../attributes";
import { TwimlError, type TwimlElement } from "../parse";
import type { Entry } from "../program";
import type { Run } from "../run";

const FETCH_TIMEOUT_MS = 15_000;
/** loop="0" means for ever; a call's time limit comes first. */
const FOREVER = 1_000;

export async function say(element: TwimlElement, run: Run, until: AbortSignal = run.signal): Promise<undefined> {
  const text = spokenText(element);
  if (!/[\p{L}\p{N}]/u.test(text)) {
    run.call.exchange.alert(13520, "Say: there is no text to say", run.call.sid);
    return undefined;
  }
  const { audio } = await unlessInterrupted(
    until,
    synthesize(text.slice(0, 4_000), { voice: element.attributes["voice"] ?? "twilio" }),
  );
  for (let loop = loops(element); loop > 0; loop -= 1) {
    run.call.options.farEnd.noteSaid(text);
    await run.play(audio, until);
  }
  return undefined;
}

export async function play(element: TwimlElement, run: Run, until: AbortSignal = run.signal): Promise<undefined> {
  const digits = element.attributes["digits"];
  if (digits !== undefined) {
    run.call.options.farEnd.hearKeys(digits);
    await run.play(keypadTones(digits), until);
    return undefined;
  }
  const audio = await unlessInterrupted(until, fetchAudio(run.url(element.text)));
  for (let loop = loops(element); loop > 0; loop -= 1) await run.play(audio, until);
  return undefined;
}

export async function pause(element: TwimlElement, run: Run, until: AbortSignal = run.signal): Promise<undefined> {
  await run.wait(integerAttribute(element, "length", 1) * 1_000, until);
  return undefined;
}

export function redirect(element: TwimlElement, run: Run): Promise<Entry> {
  return Promise.resolve(run.goto(element.text, methodAttribute(element)));
}

export function hangup(_element: TwimlElement, run: Run): Promise<undefined> {
  run.call.end("completed", "the agent's side hung up");
  return Promise.resolve(undefined);
}

export function reject(element: TwimlElement, run: Run): Promise<undefined> {
  const isBusy = element.attributes["reason"] === "busy";
  run.call.end(isBusy ? "busy" : "no-answer", "the call was rejected");
  return Promise.resolve(undefined);
}

/** The words of a <Say>, those inside SSML elements too. */
function spokenText(element: TwimlElement): string {
  return [element.text, ...element.children.map(spokenText)].join(" ").replace(/\s+/g, " ").trim();
}

function loops(element: TwimlElement): number {
  const count = integerAttribute(element, "loop", 1);
  return count === 0 ? FOREVER : count;
}

async function fetchAudio(url: string): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  } catch (error) {
    throw new TwimlError(11205, `Play: ${url} could not be fetched: ${String(error)}`);
  }
  if (!response.ok) throw new TwimlError(11200, `Play: ${url} answered with HTTP status ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (/basic|mulaw|ulaw/.test(response.headers.get("content-type") ?? "")) return bytes;
  try {
    return readWav(bytes);
  } catch (error) {
    throw new TwimlError(
      12300,
      `Play: ${url} is no audio that the sandbox can play: ${error instanceof Error ? error.message : ""}`,
    );
  }
}
