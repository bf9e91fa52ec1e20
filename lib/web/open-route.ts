import "server-only";
import type { z } from "zod";
import { sharedEnv } from "@/lib/env/shared";
import { log } from "@/lib/log/log";
import { parseInput, ServiceError } from "@/lib/services/errors";
import { readClientAddress } from "./client-address";
import type { ObjectSchema, Schema } from "./openapi/operation";
import { HttpError, problemResponse } from "./problem";
import { rateHeaders, rateLimit, type RateState } from "./rate-limit";
import { readJsonBody } from "./request-body";
import { newRequestId } from "./request-id";
import { isSameOrigin } from "./same-origin";

type Rules<B extends ObjectSchema, R extends Schema> = { isOpen?: true; body?: B; response: R; status?: number };
export type OpenRequest = { requestId: string; ip?: string };

/** Of one network address, together, whatever of these it asks. The verbs limit each address and each account besides. */
const REQUESTS_PER_MINUTE = 30;

/**
 * One method of the REST API for those who have neither key nor session yet. Counted by network address; refused to other sites' pages; JSON alone,
 * which no form can send. Errors are problem+json with the request's id.
 */
export function defineOpenRoute<B extends ObjectSchema, R extends Schema>(
  rules: Rules<B, R>,
  handle: (request: OpenRequest, body: z.output<B>) => Promise<z.input<R>>,
) {
  const answer = async (request: Request): Promise<Response> => {
    const requestId = newRequestId();
    let rate: RateState | null = null;
    const respond = (response: Response): Response => {
      for (const [name, value] of Object.entries(rate ? rateHeaders(rate) : {})) response.headers.set(name, value);
      return response;
    };
    try {
      if (request.headers.has("origin") && !isSameOrigin(request.headers, sharedEnv().PUBLIC_WEB_URL))
        throw new ServiceError("FORBIDDEN", "This is for our own pages and for programs, not for other sites' pages.");
      const ip = readClientAddress(request.headers);
      rate = await rateLimit().count(`open:${ip ?? "unknown"}`, REQUESTS_PER_MINUTE);
      if (rate.isExceeded)
        throw new ServiceError("RATE_LIMITED", `${rate.limit} requests a minute are allowed. Wait, then go on.`, {
          retryAfterMs: rate.resetMs,
        });
      const { value } = await readJsonBody(request);
      const body = (rules.body ? parseInput(rules.body, value) : {}) as z.output<B>;
      const result = await handle({ requestId, ...(ip ? { ip } : {}) }, body);
      if (sharedEnv().NODE_ENV !== "production") rules.response.parse(result);
      const headers = { "x-request-id": requestId, "cache-control": "no-store" };
      return respond(Response.json(result, { status: rules.status ?? 200, headers }));
    } catch (error) {
      if (!(error instanceof ServiceError) && !(error instanceof HttpError))
        log.error({ requestId, err: error }, "request failed");
      return respond(problemResponse(error, requestId));
    }
  };
  return Object.assign(answer, { rules });
}
