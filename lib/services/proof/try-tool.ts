import type { OutcomeReference } from "@/lib/contracts/live/outcomes";
import type { ToolTestResource } from "@/lib/contracts/tools";
import { withTenant } from "@/lib/db/transaction";
import { judgeOutcome } from "@/lib/domain/proof/judge-outcome";
import type { ServiceContext } from "../context";
import { testIntegrationAction } from "../integrations/use-integration-tool";
import { type McpCallDeps, testMcpTool } from "../mcp-servers/use-mcp-tool";
import type { TriedRun } from "../tools/tool-run";
import { testTool } from "../tools/use-http-tool";
import { type OutcomeDeps, readReference } from "./read-outcome";

/* Tools of all kinds tried by hand, each with what would be read back of it after a call, and how that compares. */

/** Needs `tools.run`; throws NOT_FOUND, INVALID. */
export const tryTool = async (context: ServiceContext, toolId: string, input: unknown, deps: OutcomeDeps) =>
  withReadBack(context, await testTool(context, toolId, input, deps), deps);

/** Needs `tools.run`; throws NOT_FOUND, INVALID, CONFLICT (not connected). */
export const tryAction = async (
  context: ServiceContext,
  vendor: string,
  action: string,
  input: unknown,
  deps: OutcomeDeps,
) => withReadBack(context, await testIntegrationAction(context, vendor, action, input, deps), deps);

/** Needs `tools.run`; throws NOT_FOUND, INVALID, CONFLICT (not allowed as it is now). */
export const tryMcpTool = async (
  context: ServiceContext,
  serverId: string,
  toolId: string,
  input: unknown,
  deps: OutcomeDeps & McpCallDeps,
) => withReadBack(context, await testMcpTool(context, serverId, toolId, input, deps), deps);

async function withReadBack(
  { organizationId }: ServiceContext,
  { run, reference }: TriedRun,
  deps: OutcomeDeps,
): Promise<ToolTestResource> {
  return { ...run, readBack: reference ? await readBackOf(organizationId, reference, deps) : null };
}

async function readBackOf(organizationId: string, reference: OutcomeReference, deps: OutcomeDeps) {
  // No call says of which business it is: of several with other clocks the first one's is taken.
  const business = await withTenant(organizationId, (tx) =>
    tx.business.findFirst({ where: { organizationId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
  );
  const { id = "", timeZone = "UTC" } = business ?? {};
  const read = await readReference(organizationId, { id, timeZone }, reference, deps);
  return { read, ...verdictOf(read, timeZone, deps.now()) };
}

const verdictOf = (read: Parameters<typeof judgeOutcome>[0], timeZone: string, now: Date) => {
  const { verdict } = judgeOutcome(read, null, { language: "en-US", timeZone, nowMs: now.getTime() });
  return { verdict };
};
