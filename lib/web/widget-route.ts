import "server-only";
import { log } from "@/lib/log/log";
import { ServiceError } from "@/lib/services/errors";
import type { WidgetVisitor } from "@/lib/services/widgets/start-widget-call";
import { readClientAddress } from "./client-address";
import { HttpError, problemResponse } from "./problem";
import { rateLimit } from "./rate-limit";
import { newRequestId } from "./request-id";

type Context = { params: Promise<{ key: string }> };

/**
 * A request of a visitor's page on somebody's web site. Whether that page may is decided by its Origin in the verb; the answer, refusals included, may be
 * read by the page that asked. `perMinute`: from one address.
 */
export const widgetRoute =
  <Answer>(perMinute: number, status: number, work: (visitor: WidgetVisitor) => Promise<Answer>) =>
  async (request: Request, { params }: Context): Promise<Response> => {
    const requestId = newRequestId();
    const origin = request.headers.get("origin");
    const respond = (response: Response): Response => {
      response.headers.set("access-control-allow-origin", origin ?? "null");
      response.headers.set("vary", "origin");
      response.headers.set("cache-control", "no-store");
      return response;
    };
    try {
      const { key } = await params;
      await refuseTooMany(`widget:${request.method}:${readClientAddress(request.headers) ?? "unknown"}`, perMinute);
      return respond(Response.json(await work({ publicKey: key, origin, requestId }), { status }));
    } catch (error) {
      if (!(error instanceof ServiceError || error instanceof HttpError))
        log.error({ requestId, err: error }, "request failed");
      return respond(problemResponse(error, requestId));
    }
  };

async function refuseTooMany(who: string, perMinute: number): Promise<void> {
  const { isExceeded, resetMs } = await rateLimit().count(who, perMinute);
  if (!isExceeded) return;
  throw new ServiceError("RATE_LIMITED", "You have tried too often. Wait a minute, then try again.", {
    retryAfterMs: resetMs,
  });
}
