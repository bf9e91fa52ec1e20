import { newSid } from "../../sids";
import { signRequest } from "../../signature";
import type { Call } from "../../telephony/call";
import { interruptible } from "../../telephony/interruption";
import { MediaStream, type StreamEnd } from "../../telephony/media-stream";
import { methodAttribute } from "../attributes";
import { TwimlError, type TwimlElement } from "../parse";
import type { Entry } from "../program";
import type { Run } from "../run";

const MAX_PARAMETER_CHARACTERS = 500;
/** A refusal takes a few round trips between continents; here it also keeps a program that tries again from spinning. */
const REFUSAL_MS = 250;

/** Unidirectional streams of running calls, by name and by SID, for <Stop>. */
const startedStreams = new WeakMap<Call, Map<string, MediaStream>>();

/** <Connect><Stream>: bidirectional; the next verb runs when the socket is closed by the other side. */
export async function connect(element: TwimlElement, run: Run): Promise<Entry | undefined> {
  const noun = element.children.find((child) => child.name === "Stream");
  if (noun === undefined) throw new TwimlError(12200, "Connect: only <Stream> can be connected in the sandbox");
  const stream = openStream(noun, run, true);
  if (stream !== undefined) {
    const end = await interruptible<StreamEnd>(run.signal, (resolve) => {
      void stream.media.over.then(resolve);
      return () => stream.media.stop();
    });
    if (end.how === "refused") await run.wait(REFUSAL_MS);
  }
  const { action } = element.attributes;
  return action === undefined
    ? undefined
    : run.goto(action, methodAttribute(element), stream === undefined ? {} : { StreamSid: stream.sid });
}

/** <Start><Stream>: listens along while the next verbs run, until the call ends or <Stop> names it. */
export function start(element: TwimlElement, run: Run): Promise<undefined> {
  for (const noun of element.children) {
    if (noun.name !== "Stream") {
      run.call.exchange.alert(12200, `Start: <${noun.name}> is not part of the sandbox and was left out`, run.call.sid);
      continue;
    }
    const stream = openStream(noun, run, false);
    if (stream === undefined) continue;
    const streams = startedStreams.get(run.call) ?? new Map<string, MediaStream>();
    startedStreams.set(run.call, streams);
    streams.set(noun.attributes["name"] ?? stream.sid, stream.media);
    run.call.onEnd(() => stream.media.stop());
  }
  return Promise.resolve(undefined);
}

export function stop(element: TwimlElement, run: Run): Promise<undefined> {
  for (const noun of element.children) {
    const name = noun.attributes["name"] ?? "";
    const streams = startedStreams.get(run.call);
    streams?.get(name)?.stop();
    streams?.delete(name);
  }
  return Promise.resolve(undefined);
}

function openStream(
  noun: TwimlElement,
  run: Run,
  bidirectional: boolean,
): { media: MediaStream; sid: string } | undefined {
  const { call } = run;
  const { exchange } = call;
  const url = noun.attributes["url"] ?? "";
  const sid = newSid("MZ");
  const tell = streamTeller(noun, run, sid);
  const problem = urlProblem(url);
  if (problem !== undefined) {
    exchange.alert(problem.code, problem.message, call.sid);
    tell("stream-error", `${problem.code}: ${problem.message}`);
    return undefined;
  }
  const media = new MediaStream({
    leg: run.leg,
    accountSid: call.accountSid,
    callSid: call.sid,
    streamSid: sid,
    url,
    signature: signRequest(exchange.authToken, url),
    bidirectional,
    tracks: tracksOf(noun, bidirectional),
    customParameters: parametersOf(noun, call),
    alert: (code, message) => exchange.alert(code, message, call.sid),
    takeFault: () => exchange.controls.takeFault("twilio", "media"),
    after: (delayMs, next) => exchange.clock.after(delayMs, next),
    onStart: () => {
      exchange.log("stream.started", { callSid: call.sid, streamSid: sid, url });
      tell("stream-started");
    },
  });
  void media.over.then((end: StreamEnd) => {
    exchange.log("stream.ended", { callSid: call.sid, streamSid: sid, how: end.how });
    if (end.errorCode === undefined) tell("stream-stopped");
    else {
      exchange.alert(end.errorCode, end.message ?? "", call.sid);
      tell("stream-error", `${end.errorCode}: ${end.message ?? ""}`);
    }
  });
  return { media, sid };
}

function streamTeller(noun: TwimlElement, run: Run, sid: string): (event: string, error?: string) => void {
  const { statusCallback, name } = noun.attributes;
  const { call } = run;
  return (event, error) => {
    if (statusCallback === undefined) return;
    call.exchange.status.send(
      sid,
      run.url(statusCallback),
      methodAttribute(noun, "statusCallbackMethod"),
      {
        AccountSid: call.accountSid,
        CallSid: call.sid,
        StreamSid: sid,
        StreamName: name ?? sid,
        StreamEvent: event,
        Timestamp: new Date().toISOString(),
        ...(error === undefined ? {} : { StreamError: error }),
      },
      event !== "stream-started",
    );
  };
}

function urlProblem(url: string): { code: number; message: string } | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return { code: 31923, message: `Stream - WebSocket - Malformed URL: "${url}"` };
  }
  if (parsed.protocol !== "wss:" && parsed.protocol !== "ws:") {
    return {
      code: 31922,
      message: `Stream - WebSocket - Unsupported scheme "${parsed.protocol}": the url of <Stream> starts with wss://`,
    };
  }
  if (parsed.search !== "") {
    return {
      code: 31920,
      message: "Stream - WebSocket - Handshake Error: the url of <Stream> takes no query string; use <Parameter>",
    };
  }
  return undefined;
}

function tracksOf(noun: TwimlElement, bidirectional: boolean): ("inbound" | "outbound")[] {
  const track = noun.attributes["track"] ?? "inbound_track";
  if (!bidirectional && track === "both_tracks") return ["inbound", "outbound"];
  if (!bidirectional && track === "outbound_track") return ["outbound"];
  if (track !== "inbound_track") throw new TwimlError(31941, `Stream - Invalid Track configuration: "${track}"`);
  return ["inbound"];
}

function parametersOf(noun: TwimlElement, call: Call): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const child of noun.children) {
    if (child.name !== "Parameter") continue;
    const { name, value } = child.attributes;
    if (name === undefined || value === undefined) continue;
    if (name.length + value.length > MAX_PARAMETER_CHARACTERS) {
      call.exchange.alert(
        12200,
        `Stream: <Parameter name="${name}"> is longer than ${MAX_PARAMETER_CHARACTERS} characters and was left out`,
        call.sid,
      );
      continue;
    }
    parameters[name] = value;
  }
  return parameters;
}
