import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Readable } from "node:stream";
import { checkUrl, guardedLookup, type GuardOptions } from "./address-guard";
import { WebFetchError } from "./web-fetch-error";

export type FetchOptions = GuardOptions & {
  /** Of everything, redirects included. */
  timeoutMs: number;
  /** Of the body, unpacked. */
  maxBytes: number;
  /** Such as `text/html`; "any" takes whatever comes. */
  mediaTypes: readonly string[] | "any";
  userAgent: string;
  /** What is known of the page: where it is still so, nothing of it is sent, and the answer is `unchanged`. */
  known?: { etag: string | null; lastModified: string | null };
  /** Asked of each address that a page sends on to; throws where that may not be read. */
  mayFollow?: (url: URL) => void;
  /** Ends it from without. */
  signal?: AbortSignal;
};

export type FetchedPage = {
  /** Where it was found in the end. */
  url: string;
  mediaType: string;
  /** As the server names it, lower case; null when it does not. */
  charset: string | null;
  /** Empty when it is `unchanged`. */
  body: Buffer;
  unchanged: boolean;
  etag: string | null;
  lastModified: string | null;
};

const MOST_REDIRECTS = 5;

/**
 * Reads one page of the public internet: no cookies, no credentials, nothing of what the caller is. Each redirect is checked like the first
 * address. Throws WebFetchError, whose message is meant for people; or the signal's reason.
 */
export async function fetchPage(address: string, options: FetchOptions): Promise<FetchedPage> {
  const limit = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit;
  let url = checkUrl(address, options);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await ask(url, redirects === 0 ? options : { ...options, known: undefined }, signal).catch(
      (error: unknown) => {
        options.signal?.throwIfAborted();
        throw error;
      },
    );
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (status >= 300 && status < 400 && location) {
      response.destroy();
      url = checkUrl(absolute(location, url), options);
      options.mayFollow?.(url);
      continue;
    }
    if (status === 304) {
      response.destroy();
      return {
        url: url.href,
        mediaType: "",
        charset: null,
        body: Buffer.alloc(0),
        unchanged: true,
        ...validatorsOf(response),
      };
    }
    if (status < 200 || status >= 300) {
      response.destroy();
      throw refused(status, url, response.headers["retry-after"]);
    }
    try {
      return await readAnswer(response, url, options, signal);
    } catch (error) {
      options.signal?.throwIfAborted();
      throw error;
    }
  }
  throw new WebFetchError("too_many_redirects", `${url.host} sends on from page to page without end.`);
}

function absolute(location: string, from: URL): string {
  try {
    return new URL(location, from).href;
  } catch {
    throw new WebFetchError("unreachable", `${from.host} sends on to an address that is none.`);
  }
}

type Asked = Omit<FetchOptions, "known"> & { known?: FetchOptions["known"] | undefined };

function ask(url: URL, options: Asked, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, {
      lookup: guardedLookup(url, options),
      // A connection of its own: one that is kept was made for an address that was looked at for another page.
      agent: false,
      signal,
      headers: {
        accept: options.mediaTypes === "any" ? "*/*" : `${options.mediaTypes.join(", ")};q=0.9`,
        "accept-encoding": "gzip, deflate, br",
        "user-agent": options.userAgent,
        ...(options.known?.etag ? { "if-none-match": options.known.etag } : {}),
        ...(options.known?.lastModified ? { "if-modified-since": options.known.lastModified } : {}),
      },
      maxHeaderSize: 32_768,
    });
    request.once("response", resolve);
    request.once("error", (error) => reject(problemOf(error, url, signal)));
    request.end();
  });
}

async function readAnswer(
  response: IncomingMessage,
  url: URL,
  { mediaTypes, maxBytes }: FetchOptions,
  signal: AbortSignal,
): Promise<FetchedPage> {
  const [type = "", ...parameters] = (response.headers["content-type"] ?? "").split(";");
  const mediaType = type.trim().toLowerCase();
  if (mediaTypes !== "any" && !mediaTypes.includes(mediaType)) {
    response.destroy();
    throw new WebFetchError(
      "wrong_type",
      `What stands at ${url.host}${url.pathname} is no web page (${mediaType || "it does not say what it is"}).`,
    );
  }
  if (Number(response.headers["content-length"] ?? 0) > maxBytes) {
    response.destroy();
    throw tooLarge(url, maxBytes);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = unpacked(response);
  try {
    for await (const chunk of stream) {
      size += (chunk as Buffer).length;
      if (size > maxBytes) throw tooLarge(url, maxBytes);
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw problemOf(error, url, signal);
  } finally {
    stream.destroy();
    response.destroy();
  }
  const charset = /charset="?([\w-]+)/i.exec(parameters.join(";"))?.[1]?.toLowerCase() ?? null;
  return {
    url: url.href,
    mediaType,
    charset,
    body: Buffer.concat(chunks),
    unchanged: false,
    ...validatorsOf(response),
  };
}

/** What to ask with the next time. */
const validatorsOf = ({ headers }: IncomingMessage) => ({
  etag: headers.etag?.slice(0, 500) ?? null,
  lastModified: headers["last-modified"]?.slice(0, 100) ?? null,
});

function unpacked(response: IncomingMessage): Readable {
  const unpack = { gzip: createGunzip, "x-gzip": createGunzip, deflate: createInflate, br: createBrotliDecompress }[
    (response.headers["content-encoding"] ?? "").toLowerCase()
  ];
  if (!unpack) return response;
  const unpacking = unpack();
  response.once("error", (error) => unpacking.destroy(error));
  return response.pipe(unpacking);
}

const tooLarge = ({ host, pathname }: URL, maxBytes: number) =>
  new WebFetchError(
    "too_large",
    `The page ${host}${pathname} is larger than ${Math.round(maxBytes / 1_000_000)} MB, which is more than is read.`,
  );

function refused(status: number, { host, pathname }: URL, retryAfter: string | undefined): WebFetchError {
  const page = pathname === "/" ? host : `${host}${pathname}`;
  const seconds = Number(retryAfter);
  const answer = { status, retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : null };
  if (status === 404 || status === 410)
    return new WebFetchError("refused", `There is no page at ${page}. Check how the address is written.`, answer);
  if (status === 401 || status === 403 || status === 429)
    return new WebFetchError("refused", `${page} does not let us read it (${status}).`, answer);
  return new WebFetchError("refused", `${page} answers with an error (${status}). Try again later.`, answer);
}

function problemOf(error: unknown, { host }: URL, signal: AbortSignal): WebFetchError {
  if (error instanceof WebFetchError) return error;
  if (signal.aborted) return new WebFetchError("timeout", `${host} took too long to answer. Try again later.`);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (/CERT|SSL|TLS|SELF_SIGNED|VERIFY|ALTNAME/.test(code))
    return new WebFetchError("bad_certificate", `${host} has no valid certificate, so it cannot be read safely.`);
  return new WebFetchError("unreachable", `${host} cannot be reached at the moment. Check the address, or try later.`);
}
