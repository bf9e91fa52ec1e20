import type { z } from "zod";
import { TestCallBody, type TestCallResource } from "@/lib/contracts/api/voice";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { initiateCall, type InitiateCallDeps } from "../outbound/initiate-call";
import { requirePermission } from "../require-permission";
import { startBrowserCall, type StartBrowserCallDeps } from "./start-browser-call";

/**
 * Tries an agent: the agent calls a number, or a browser may connect. Needs `calls.start`. Throws what `initiateCall` and `startBrowserCall`
 * do, and INVALID for a draft on the telephone: callers get only what is published.
 */
export async function startTestCall(
  context: ServiceContext,
  rawInput: z.input<typeof TestCallBody>,
  deps: { browser: StartBrowserCallDeps; phone(): Promise<InitiateCallDeps> },
): Promise<z.infer<typeof TestCallResource>> {
  requirePermission(context, "calls.start");
  const { agentId, version, to } = parseInput(TestCallBody, rawInput);
  if (to === undefined) {
    return {
      line: "browser",
      browser: await startBrowserCall(context, { agentId, version, kind: "test" }, deps.browser),
    };
  }
  if (version === "draft") {
    const problem = "a draft is tried in the browser alone; leave out to, or publish it first";
    throw new ServiceError("INVALID", `Check version: ${problem}.`, { fields: { version: problem } });
  }
  return { line: "phone", call: await initiateCall(context, { to, agentId }, await deps.phone()) };
}
