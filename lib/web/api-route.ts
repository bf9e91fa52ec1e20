import "server-only";
import { createHash } from "node:crypto";
import type { z } from "zod";
import { sharedEnv } from "@/lib/env/shared";
import { log } from "@/lib/log/log";
import { authenticateApiKey } from "@/lib/services/api-keys/authenticate";
import { checkNotRevoked } from "@/lib/services/api-keys/refuse-revoked";
import { requestsPerMinuteOf } from "@/lib/services/api-keys/requests-per-minute";
import type { ServiceContext } from "@/lib/services/context";
import { parseInput, ServiceError } from "@/lib/services/errors";
import { runOnce } from "@/lib/services/idempotency/run-once";
import type { Permission } from "@/lib/services/permissions";
import { requirePermission } from "@/lib/services/require-permission";
import { readClientAddress } from "./client-address";
import { HttpError, problemResponse } from "./problem";
import { rateHeaders, rateLimit, type RateState } from "./rate-limit";
import { bytesOf, readJsonBody, refuseTooLarge } from "./request-body";
import type { Schema } from "./openapi/operation";
import { newRequestId } from "./request-id";
import { findMember } from "./require-context";
import { isSameOrigin } from "./same-origin";

type Given<S extends Schema | undefined> = S extends Schema ? z.output<S> : undefined;

type Rules<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  R extends Schema | undefined,
> = {
  /** What the person's role or the key's scopes must include; null: whoever is known may. */
  scope: Permission | null;
  /** For what people do on our own pages alone: no API keys. */
  sessionOnly?: boolean;
  params?: P;
  query?: Q;
  body?: B;
  /** The body is a file's bytes, as they come; at most so many. */
  bytes?: { most: number };
  /** The handler gives a file in place of JSON. */
  media?: "audio/wav";
  response?: R;
  /** Of a success; 200 unless said. */
  status?: number;
  /** Honours `Idempotency-Key`: the same key and request again get the first one's answer. */
  once?: true;
};

type Handle<
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | undefined,
  R extends Schema | undefined,
> = (
  context: ServiceContext,
  input: { params: Given<P>; query: Given<Q>; body: Given<B>; bytes: AsyncIterable<Uint8Array>; range: string | null },
) => Promise<R extends Schema ? z.input<R> : unknown>;

type Answer = { status: number; body: unknown };

type RouteContext = { params: Promise<Record<string, string | string[]>> };

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * One method of one REST resource: who asks, how often, may they, is the request valid, then the verb; errors become problem+json with the
 * request's id. The verbs write the audit. The rules stay readable at the handler, for the test that compares routes and document.
 */
export function defineApiRoute<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  R extends Schema | undefined = undefined,
>(rules: Rules<P, Q, B, R>, handle: Handle<P, Q, B, R>) {
  const answer = async (request: Request, { params }: RouteContext): Promise<Response> => {
    const requestId = newRequestId();
    let rate: RateState | null = null;
    const respond = (response: Response): Response => {
      for (const [name, value] of Object.entries(rate ? rateHeaders(rate) : {})) response.headers.set(name, value);
      return response;
    };
    try {
      const context = await contextOf(request, requestId, rules.sessionOnly ?? false);
      rate = await countRequest(context);
      refuseWhenExceeded(rate);
      if (rules.scope) requirePermission(context, rules.scope);
      const url = new URL(request.url);
      if (rules.bytes) refuseTooLarge(request, rules.bytes.most);
      const body = rules.body ? await readJsonBody(request) : { value: undefined, text: "" };
      // A body may take its time. Verbs look once more where they write; this is for what they ask of vendors before that.
      if (rules.body) await checkNotRevoked(context);
      const input = {
        params: (rules.params ? parseInput(rules.params, await params) : undefined) as Given<P>,
        query: (rules.query ? parseInput(rules.query, queryOf(url)) : undefined) as Given<Q>,
        body: (rules.body ? parseInput(rules.body, body.value) : undefined) as Given<B>,
        bytes: bytesOf(rules.bytes ? request : null),
        range: request.headers.get("range"),
      };
      if (rules.media) {
        const file = (await handle(context, input)) as Response;
        file.headers.set("x-request-id", requestId);
        return respond(file);
      }
      const work = async (): Promise<Answer> => ({
        status: rules.status ?? 200,
        body: promised(rules.response, await handle(context, input)),
      });
      const key = rules.once ? idempotencyKeyOf(request) : null;
      if (key === null) return respond(json(await work(), requestId));
      const requestHash = createHash("sha256").update(`${request.method} ${url.pathname}\n${body.text}`).digest("hex");
      return respond(json(await runOnce(context, { key, requestHash }, () => settled(work, requestId)), requestId));
    } catch (error) {
      logUnforeseen(error, requestId);
      return respond(problemResponse(error, requestId));
    }
  };
  return Object.assign(answer, { rules });
}

/** Outside of production an answer that is not as documented is a mistake that shows. */
function promised(schema: Schema | undefined, body: unknown): unknown {
  if (schema && sharedEnv().NODE_ENV !== "production") schema.parse(body);
  return body;
}

/** An organization's keys share the plan's requests; each person at the screen has as many of their own. */
async function countRequest({ organizationId, actor }: ServiceContext): Promise<RateState> {
  const who = actor.kind === "user" ? `${organizationId}:${actor.id}` : organizationId;
  return rateLimit().count(who, await requestsPerMinuteOf(organizationId));
}

function refuseWhenExceeded({ isExceeded, limit, resetMs }: RateState): void {
  if (!isExceeded) return;
  throw new ServiceError("RATE_LIMITED", `Your plan allows ${limit} requests a minute. Wait, then go on.`, {
    retryAfterMs: resetMs,
  });
}

async function contextOf(request: Request, requestId: string, sessionOnly: boolean): Promise<ServiceContext> {
  const authorization = request.headers.get("authorization");
  if (authorization && sessionOnly) {
    throw new ServiceError("FORBIDDEN", "Only people do this, signed in: no API key may.");
  }
  if (authorization) {
    const key = /^Bearer (\S+)$/i.exec(authorization)?.[1];
    if (!key) throw new ServiceError("UNAUTHENTICATED", "Send the API key as Authorization: Bearer ayb_….");
    const ip = readClientAddress(request.headers);
    return authenticateApiKey(key, { requestId, ...(ip ? { ip } : {}) });
  }
  const member = await findMember();
  if (!member) {
    throw new ServiceError(
      "UNAUTHENTICATED",
      sessionOnly
        ? "Your session has ended. Sign in again."
        : "Sign in, or send an API key as Authorization: Bearer ayb_….",
    );
  }
  if (!SAFE.has(request.method) && !isSameOrigin(request.headers, sharedEnv().PUBLIC_WEB_URL)) {
    throw new ServiceError("FORBIDDEN", "A session's cookie only counts on our own pages. Programs use an API key.");
  }
  return { ...member.context, requestId, sessionId: member.sessionId };
}

/**
 * What went wrong after something may have happened is an answer too, and kept: who repeats the request must not have it done twice.
 * A refusal before that is no answer, and frees the key.
 */
async function settled(work: () => Promise<Answer>, requestId: string): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServiceError && error.code !== "UNAVAILABLE" && error.code !== "INTERNAL") throw error;
    logUnforeseen(error, requestId);
    const response = problemResponse(error, requestId);
    return { status: response.status, body: await response.json() };
  }
}

function logUnforeseen(error: unknown, requestId: string): void {
  if (error instanceof ServiceError || error instanceof HttpError) return;
  log.error({ requestId, err: error }, "request failed");
}

function idempotencyKeyOf(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new ServiceError("INVALID", "Idempotency-Key must be 1 to 200 visible characters, without spaces.");
}

/** A name given once is a text, given several times a list. */
function queryOf({ searchParams }: URL): Record<string, string | string[]> {
  const names = [...new Set(searchParams.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

function json({ status, body, replayed }: Answer & { replayed?: boolean }, requestId: string): Response {
  const headers: Record<string, string> = { "x-request-id": requestId, "cache-control": "no-store" };
  if (replayed) headers["idempotency-replayed"] = "true";
  if (status >= 400) headers["content-type"] = "application/problem+json";
  return Response.json(body, { status, headers });
}
