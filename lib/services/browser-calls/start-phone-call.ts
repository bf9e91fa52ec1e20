import { z } from "zod";
import type { BrowserCall } from "@/lib/contracts/browser-line";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { resolveNumber } from "../inbound/resolve-number";
import { requirePermission } from "../require-permission";
import { startBrowserCall, type StartBrowserCallDeps } from "./start-browser-call";

export const StartPhoneCallInput = z.object({
  /** One of the organization's own numbers; what people type between the digits does not matter. */
  to: z.string().trim().min(1, "dial a number").max(40),
});

/**
 * Dials one of the organization's own numbers from the browser: whoever answers it at this moment answers, and the call counts like one by
 * telephone. Needs `calls.start`. Throws INVALID (no number), NOT_FOUND (not one of theirs), CONFLICT (no agent answers it now), and what
 * `startBrowserCall` does.
 */
export async function startPhoneCall(
  context: ServiceContext,
  rawInput: z.input<typeof StartPhoneCallInput>,
  deps: StartBrowserCallDeps,
): Promise<BrowserCall> {
  requirePermission(context, "calls.start");
  const { to } = parseInput(StartPhoneCallInput, rawInput);
  const digits = to.replace(/\D/g, "");
  if (digits.length < 5) {
    const problem = "it is too short for a phone number; dial it with its country, as in +14155550100";
    throw new ServiceError("INVALID", `Check to: ${problem}.`, { fields: { to: problem } });
  }
  const e164 = `+${digits}`;
  const number = await resolveNumber(e164, deps.now.getTime());
  if (number.kind === "answered" && number.organizationId === context.organizationId) {
    return startBrowserCall(context, { agentId: number.agentId, version: "published", kind: "phone", to: e164 }, deps);
  }
  if (number.kind === "diverted" && number.organizationId === context.organizationId) {
    throw new ServiceError(
      "CONFLICT",
      "No agent answers this number at the moment: its calls are forwarded or hear an announcement. See its schedule under Phone numbers.",
    );
  }
  // Another organization's number, and one of ours that nobody answers, must not be told apart.
  throw new ServiceError(
    "NOT_FOUND",
    "None of your agents answers this number. Choose one of your numbers, or give it to an agent under Phone numbers.",
  );
}
