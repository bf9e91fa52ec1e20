import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";
import type { Controls, Fault } from "../stand-in";

export const HOOKS_PATH = "/business/hooks/";

const MOST_BYTES = 1_000_000;
const MOST_KEPT = 200;

type Taken = { headers: Record<string, string>; body: string };

/**
 * An address that takes whatever is sent to it, for webhooks to be tried with: POST /business/hooks/{name} → 200, and GET of the same (with the
 * business's key) lists what came, `{ taken: [{ headers, body }] }`, the last 200. Faults of vendor "business" hit the operation "hooks.take".
 */
export function createBusinessHooks(
  controls: Controls,
  key: string,
  misbehave: (fault: Fault, request: IncomingMessage, response: ServerResponse) => Promise<void>,
) {
  const kept = new Map<string, Taken[]>();
  return {
    async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
      const name = url.pathname.slice(HOOKS_PATH.length);
      if (request.method === "GET") {
        if (request.headers.authorization !== `Bearer ${key}`)
          return replyJson(response, 401, { error: "The key is not right." });
        return replyJson(response, 200, { taken: kept.get(name) ?? [] });
      }
      const body = (await readBody(request, MOST_BYTES)).toString("utf8");
      const fault = controls.takeFault("business", "hooks.take");
      if (fault) return misbehave(fault, request, response);
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([header, value]) => [header, String(value)]),
      );
      kept.set(name, [...(kept.get(name) ?? []), { headers, body }].slice(-MOST_KEPT));
      controls.log("business", "hook", { name });
      replyJson(response, 200, { taken: true });
    },
  };
}
