import { synthesize } from "../../speech/synthesize";
import type { FormParams } from "../signature";
import type { Call } from "../telephony/call";
import { Interrupted, unlessInterrupted } from "../telephony/interruption";
import { TwimlError, parseTwiml, type TwimlElement } from "./parse";
import { Run } from "./run";
import { handlerOf } from "./verbs/all";

/** Where a call's next instructions come from. */
export type Entry =
  | { readonly kind: "fetch"; readonly url: string; readonly method: "GET" | "POST"; readonly params?: FormParams }
  | { readonly kind: "document"; readonly twiml: string };

interface LoadedDocument {
  readonly response: TwimlElement;
  /** Relative URLs in the document start from here. */
  readonly baseUrl: string;
}

/** Reject refuses the call, Redirect asks elsewhere first, and a leading Pause lets it ring on; all others pick up at once. */
const SILENT_VERBS = new Set(["Reject", "Redirect", "Pause"]);
const APOLOGY = "We are sorry. An application error has occurred. Goodbye.";

/** Runs a call's TwiML from one document to the next until there is nothing left to do, then ends the call. Never throws. */
export async function runProgram(
  call: Call,
  entry: Entry,
  started: (running: AbortController | undefined) => void,
): Promise<void> {
  let next: Entry | undefined = entry;
  let triedFallback = false;
  while (next !== undefined && !call.isOver) {
    const current: Entry = next;
    const running = new AbortController();
    started(running);
    try {
      next = await runDocument(call, await load(call, current, running.signal), running.signal);
    } catch (error) {
      if (error instanceof Interrupted) {
        next = call.takeRedirection();
        if (next === undefined) break;
        continue;
      }
      const failure = error instanceof TwimlError ? error : new TwimlError(12400, `Internal failure: ${String(error)}`);
      const failedUrl = current.kind === "fetch" ? current.url : "";
      call.exchange.alert(failure.code, failure.message, call.sid);
      const { fallback } = call.options;
      if (fallback === undefined || triedFallback || call.isOver) {
        await apologise(call, running.signal);
        break;
      }
      triedFallback = true;
      next = { kind: "fetch", ...fallback, params: { ErrorCode: String(failure.code), ErrorUrl: failedUrl } };
    }
  }
  started(undefined);
  if (call.isOver) return;
  if (call.isIndependent) call.end("completed", "the agent's side hung up");
  else call.options.onReady?.(call);
}

async function load(call: Call, entry: Entry, signal: AbortSignal): Promise<LoadedDocument> {
  if (entry.kind === "document") return { response: parseTwiml(entry.twiml), baseUrl: "" };
  const answer = await unlessInterrupted(
    signal,
    call.exchange.request(call, entry.url, entry.method, call.params(entry.params)),
  );
  if (!answer.ok) throw new TwimlError(answer.errorCode, answer.message);
  const type = answer.contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  const element = (name: string, text: string): TwimlElement => ({ name, attributes: {}, children: [], text });
  const single = (verb: TwimlElement): LoadedDocument => ({
    response: { ...element("Response", ""), children: [verb] },
    baseUrl: answer.url,
  });
  if (type.startsWith("audio/")) return single(element("Play", answer.url));
  if (type === "text/plain") return single(element("Say", answer.body.toString("utf8")));
  if (type !== "" && !/^(text|application)\/(xml|html|.*\+xml)$/.test(type))
    throw new TwimlError(12300, `Invalid Content-Type: ${type}`);
  return { response: parseTwiml(answer.body.toString("utf8")), baseUrl: answer.url };
}

async function runDocument(call: Call, document: LoadedDocument, signal: AbortSignal): Promise<Entry | undefined> {
  const run = new Run(call, document.baseUrl, signal);
  for (const verb of document.response.children) {
    const handler = handlerOf(verb.name);
    if (handler === undefined) {
      call.exchange.alert(
        12200,
        `Schema validation warning: <${verb.name}> is no TwiML verb and was left out`,
        call.sid,
      );
      continue;
    }
    if (!SILENT_VERBS.has(verb.name)) call.pickUp();
    call.exchange.log("twiml.verb", { callSid: call.sid, verb: verb.name });
    const outcome = await handler(verb, run);
    if (signal.aborted) throw new Interrupted();
    if (outcome !== undefined) return outcome;
    // Only a leading <Reject> keeps a call from being answered (twilio.com/docs/voice/twiml/reject).
    call.pickUp();
  }
  call.pickUp();
  return undefined;
}

/** What a caller hears when the application failed and there is no fallback; then the call has failed. */
async function apologise(call: Call, signal: AbortSignal): Promise<void> {
  if (call.isOver) return;
  try {
    const run = new Run(call, "", signal);
    call.pickUp();
    call.options.farEnd.noteSaid(APOLOGY);
    await run.play((await synthesize(APOLOGY, { voice: "twilio" })).audio);
  } catch {
    // The caller hung up during the apology, or it could not be spoken: the call ends either way.
  }
  call.end("failed", "an application error has occurred");
}
