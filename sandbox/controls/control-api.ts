import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import type { StandIn, Vendor } from "../stand-in";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";
import { accountInput } from "./accounts";
import { explainIssues, faultInput, latencyInput, logQuery, seedInput } from "./control-input";
import type { ControlsImplementation } from "./controls";
import type { Distributions } from "./latency";
import { mindInput } from "./mind-book";
import { controlPage } from "./page";

const BODY_LIMIT_BYTES = 64 * 1024;

class BadInputError extends Error {}

/**
 * The sandbox's own HTTP API under /sandbox/, and its page at / and /sandbox.
 *
 * GET /sandbox/health · GET, PUT /sandbox/latency · GET, POST, DELETE /sandbox/faults · DELETE /sandbox/faults/{id} ·
 * GET /sandbox/log?vendor=&since=&limit= · GET, PUT /sandbox/seed · GET, PUT, DELETE /sandbox/accounts ·
 * GET, PUT, DELETE /sandbox/minds. Bad input is 400 `{ error }`.
 */
export function createControlApi(controls: ControlsImplementation, vendors: () => readonly Vendor[]) {
  const startedAtMs = controls.clock.nowMs();
  const ownPath = /^\/(?:sandbox(?:\/(?:health|latency|faults(?:\/[^/]+)?|log|seed|accounts|minds))?)?$/;

  async function answer(request: IncomingMessage, response: ServerResponse, url: URL, path: string): Promise<void> {
    const route = `${request.method ?? "GET"} ${path}`;
    switch (route) {
      case "GET /":
      case "GET /sandbox":
        return page(response);
      case "GET /sandbox/health":
        return replyJson(response, 200, {
          status: "ok",
          standIns: vendors(),
          latencyProfile: controls.latency.profile,
          faults: controls.faults.list().length,
          seed: controls.seed,
          logSeq: controls.requestLog.newestSeq,
          upSeconds: Math.round((controls.clock.nowMs() - startedAtMs) / 1000),
        });
      case "GET /sandbox/latency":
        return replyJson(response, 200, controls.latency);
      case "PUT /sandbox/latency": {
        const { profile, ...distributions } = await readInput(request, latencyInput);
        if (profile) controls.setLatencyProfile(profile);
        controls.overrideLatency(distributions as Distributions);
        return replyJson(response, 200, controls.latency);
      }
      case "GET /sandbox/faults":
        return replyJson(response, 200, { faults: controls.faults.list() });
      case "POST /sandbox/faults":
        return replyJson(response, 201, controls.faults.add(await readInput(request, faultInput)));
      case "DELETE /sandbox/faults":
        return replyJson(response, 200, { cleared: controls.faults.clearAll() });
      case "GET /sandbox/accounts":
        return replyJson(response, 200, { accounts: controls.accounts.list() });
      case "PUT /sandbox/accounts":
        return replyJson(response, 200, controls.accounts.set(await readInput(request, accountInput)));
      case "DELETE /sandbox/accounts":
        return replyJson(response, 200, { cleared: controls.accounts.clear() });
      case "GET /sandbox/minds":
        return replyJson(response, 200, { minds: controls.minds.list() });
      case "PUT /sandbox/minds":
        return replyJson(response, 200, controls.minds.set(await readInput(request, mindInput)));
      case "DELETE /sandbox/minds":
        return replyJson(response, 200, { cleared: controls.minds.clear(url.searchParams.get("where") ?? undefined) });
      case "GET /sandbox/seed":
        return replyJson(response, 200, { seed: controls.seed });
      case "PUT /sandbox/seed":
        controls.reseed((await readInput(request, seedInput)).seed);
        return replyJson(response, 200, { seed: controls.seed });
      case "GET /sandbox/log": {
        const query = logQuery.safeParse(Object.fromEntries(url.searchParams));
        if (!query.success) throw new BadInputError(explainIssues(query.error));
        const { vendor, since, limit } = query.data;
        const entries = controls.requestLog.list({ vendor, sinceSeq: since, limit });
        return replyJson(response, 200, { newestSeq: controls.requestLog.newestSeq, entries });
      }
    }
    const faultId = /^\/sandbox\/faults\/([^/]+)$/.exec(path)?.[1];
    if (faultId !== undefined && request.method === "DELETE") {
      if (controls.faults.clear(faultId)) return replyJson(response, 200, { cleared: 1 });
      return replyJson(response, 404, { error: `No fault has the id "${faultId}"; GET /sandbox/faults lists them.` });
    }
    replyJson(response, 405, { error: `${request.method} is not offered at ${path}.` });
  }

  function page(response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(controlPage());
  }

  return {
    /** Answers what belongs to the controls and resolves true; resolves false for any other path. */
    async handleRequest(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
      const path = url.pathname.replace(/\/+$/, "") || "/";
      if (!ownPath.test(path)) return false;
      try {
        await answer(request, response, url, path);
      } catch (error) {
        if (!(error instanceof BadInputError)) throw error;
        replyJson(response, 400, { error: error.message });
      }
      return true;
    },
  } satisfies Pick<StandIn, "handleRequest">;
}

async function readInput<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const text = (await readBody(request, BODY_LIMIT_BYTES)).toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadInputError("The body is not JSON.");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new BadInputError(explainIssues(parsed.error));
  return parsed.data;
}
