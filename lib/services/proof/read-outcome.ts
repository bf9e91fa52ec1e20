import { v7 as uuidv7 } from "uuid";
import type { OutcomeReference, ReadBack } from "@/lib/contracts/live/outcomes";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { isWrong, judgeOutcome } from "@/lib/domain/proof/judge-outcome";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import type { IntegrationDeps } from "../integrations/installation";
import { readAppointment } from "./read-appointment";
import { readIntegration } from "./read-integration";
import { readHttp } from "./read-http";
import type { AskDeps } from "../mcp-servers/ask-server";
import { readMcp } from "./read-mcp";
import { readText, type TextState } from "./read-text";

/** `call`: how servers of the Model Context Protocol are asked; without it what they did cannot be read. */
export type OutcomeDeps = IntegrationDeps & { textState?: TextState } & Partial<Pick<AskDeps, "call" | "oauth">>;

/** What a tool did in a call, and where that is read back. */
export type DoneInCall = {
  callId: string;
  toolCallId: string;
  name: string;
  language: string;
  reference: OutcomeReference;
};

/** A system that writes a moment after it has answered is asked again before it is doubted. */
const AGAIN_MS = 600;
/** After the call it is read once more; nothing is known of its end here. */
const FIRST_CHECK_MS = 60_000;

/**
 * Reads from the system of record how something stands that a tool did in a call, and writes it down, to be read again after the call. Needs `tools.run`;
 * throws NOT_FOUND for a call of another organization. Does not reject for what a system of the business does.
 */
export async function readOutcome(
  context: ServiceContext,
  done: DoneInCall,
  deps: OutcomeDeps,
): Promise<{ read: ReadBack; timeZone: string }> {
  requirePermission(context, "tools.run");
  const { organizationId } = context;
  const business = await withTenant(organizationId, (tx) => businessOf(tx, organizationId, done.callId));
  const { timeZone } = business;
  const look = () => readReference(organizationId, business, done.reference, deps);
  const seems = ({ verdict }: ReturnType<typeof judged>) => isWrong(verdict);
  const judged = (read: ReadBack) =>
    judgeOutcome(read, null, { language: done.language, timeZone, nowMs: deps.now().getTime() });
  let read = await look();
  if (seems(judged(read)) && done.reference.kind !== "appointment") {
    await deps.wait(AGAIN_MS);
    read = await look();
  }
  const now = deps.now();
  const { callId, toolCallId, name, language, reference } = done;
  const known = { read, verdict: judged(read).verdict, checkedAt: now };
  await withTenant(organizationId, (tx) =>
    tx.callOutcome.upsert({
      where: { organizationId_callId_toolCallId: { organizationId, callId, toolCallId } },
      create: {
        ...known,
        ...{ organizationId, id: uuidv7(), callId, toolCallId, name, language, reference, createdAt: now },
        dueAt: new Date(now.getTime() + FIRST_CHECK_MS),
      },
      update: known,
    }),
  );
  return { read, timeZone };
}

/** How one thing stands, wherever it is kept. */
export function readReference(
  organizationId: string,
  { id: businessId, timeZone }: { id: string; timeZone: string },
  reference: OutcomeReference,
  deps: OutcomeDeps,
): Promise<ReadBack> {
  if (reference.kind === "http") return readHttp(organizationId, reference, timeZone, deps.send);
  if (reference.kind === "integration") return readIntegration(organizationId, reference, timeZone, deps);
  if (reference.kind === "mcp") return readMcp(organizationId, reference, timeZone, deps);
  if (reference.kind === "text") return readText(organizationId, reference, deps.textState);
  return withTenant(organizationId, (tx) => readAppointment(tx, organizationId, businessId, reference));
}

export async function businessOf(tx: Transaction, organizationId: string, callId: string) {
  const call = await tx.call.findUnique({
    where: { organizationId_id: { organizationId, id: callId } },
    select: { business: { select: { id: true, name: true, timeZone: true } } },
  });
  if (!call) throw new ServiceError("NOT_FOUND", "There is no such call.");
  return call.business;
}
