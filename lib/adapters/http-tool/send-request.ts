import { request as requestHttp, type ClientRequest, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import type { Sent } from "@/lib/domain/tools/http-tool/read-answer";
import type { BoundRequest } from "@/lib/domain/tools/http-tool/bind-request";
import { checkUrl, guardedLookup, type GuardOptions } from "../web-fetch/address-guard";
import { WebFetchError } from "../web-fetch/web-fetch-error";

export type SendOptions = GuardOptions & {
  /** Of everything, redirects included. */
  timeoutMs: number;
  /** It changes something: it is sent once, wherever it is sent on to. */
  changes: boolean;
  /** Headers of the answer that are wanted, in small letters. */
  keep?: readonly string[];
  /** True once nothing more need be waited for, of an answer that may go on for ever. */
  isWhole?: (mediaType: string, text: string) => boolean;
};

const MOST_BYTES = 256 * 1024;
const MOST_REDIRECTS = 3;

/**
 * Sends a request to a system of a business. It goes to public addresses alone, is sent on only within the same origin and only when it just
 * reads, and takes in a bounded answer in bounded time. Never rejects. `headers` are those that sign it in.
 */
export async function sendRequest(
  { method, url: first, headers, body }: BoundRequest,
  secretHeaders: Record<string, string>,
  options: SendOptions,
): Promise<Sent> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  const sent = { ...headers, ...secretHeaders };
  let url = first;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    try {
      checkUrl(url.href, options);
    } catch (error) {
      return { kind: "not_sent", problem: wordsOf(error) };
    }
    const answer = await ask({ method, url, headers: sent, body }, options, signal);
    if ("kind" in answer) return answer;
    const status = answer.statusCode ?? 0;
    const { location } = answer.headers;
    if (status >= 300 && status < 400 && status !== 304) {
      answer.destroy();
      const next = location === undefined ? null : absolute(location, url);
      if (options.changes || !next || next.origin !== first.origin)
        return { kind: "broken", problem: "it sends on to another address, which is not followed", status, text: "" };
      url = next;
      continue;
    }
    return take(answer, status, signal, options);
  }
  return { kind: "broken", problem: "it sends on from address to address without end", status: null, text: "" };
}

function ask(
  { method, url, headers, body }: BoundRequest,
  options: SendOptions,
  signal: AbortSignal,
): Promise<IncomingMessage | Sent> {
  return new Promise((resolve) => {
    const isSecure = url.protocol === "https:";
    let wasSent = false;
    let request: ClientRequest;
    const fail = (error: unknown) => {
      const problem = signal.aborted ? "it took too long to answer" : wordsOf(error);
      resolve(wasSent ? { kind: "broken", problem, status: null, text: "" } : { kind: "not_sent", problem });
    };
    try {
      request = (isSecure ? requestHttps : requestHttp)(url, {
        method,
        lookup: guardedLookup(url, options),
        // A connection of its own: one that is kept was made for an address that was looked at for another request.
        agent: false,
        signal,
        headers: {
          ...headers,
          "accept-encoding": "identity",
          "user-agent": "Aybiza/1.0",
          ...(body === null ? {} : { "content-length": String(Buffer.byteLength(body)) }),
        },
        maxHeaderSize: 32_768,
      });
    } catch (error) {
      return fail(error);
    }
    // Before that nothing of the request can have reached the system.
    request.once("socket", (socket) => socket.once(isSecure ? "secureConnect" : "connect", () => (wasSent = true)));
    request.once("response", resolve);
    request.on("error", fail);
    request.end(body ?? undefined);
  });
}

async function take(
  answer: IncomingMessage,
  status: number,
  signal: AbortSignal,
  { keep, isWhole }: SendOptions,
): Promise<Sent> {
  const mediaType = (answer.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const chunks: Buffer[] = [];
  let size = 0;
  const text = () => Buffer.concat(chunks).toString("utf8").replaceAll("\0", "");
  try {
    for await (const chunk of answer) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (isWhole?.(mediaType, text())) break;
      // What it says of no in the first words stands, however much follows.
      if (size > MOST_BYTES && status >= 400) break;
      if (size > MOST_BYTES)
        return {
          kind: "broken",
          problem: "its answer is longer than 256 KB",
          status,
          text: text().slice(0, MOST_BYTES),
        };
    }
  } catch (error) {
    const problem = signal.aborted ? "it took too long to answer" : wordsOf(error);
    return { kind: "broken", problem, status, text: text() };
  } finally {
    answer.destroy();
  }
  const whole: Sent = { kind: "answer", status, mediaType, text: text() };
  return keep ? { ...whole, headers: kept(answer, keep) } : whole;
}

const kept = ({ headers }: IncomingMessage, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])));

function absolute(location: string, from: URL): URL | null {
  try {
    return new URL(location, from);
  } catch {
    return null;
  }
}

/** Never with what a header or an address held. */
function wordsOf(error: unknown): string {
  if (error instanceof WebFetchError) {
    if (error.problem === "blocked") return "its address is not of the public internet, or not on the usual ports";
    return error.problem === "no_such_host" ? "there is no system of that name" : "its address cannot be used";
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (/CERT|SSL|TLS|SELF_SIGNED|VERIFY|ALTNAME/.test(code)) return "it has no valid certificate";
  if (code === "ECONNREFUSED") return "nothing answers at its address";
  if (/HPE_/.test(code)) return "what it answers is not HTTP";
  return "the connection broke off";
}
