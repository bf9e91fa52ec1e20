import { createMcpClient } from "@/lib/adapters/mcp/mcp-client";
import { resolveBySystem } from "@/lib/adapters/web-fetch/address-guard";
import type { OwnToolRules } from "@/lib/domain/tools/reading-tools";
import type { BoundValues } from "@/lib/domain/tools/http-tool/bind-request";
import { askedSchemaOf } from "@/lib/domain/tools/asked-of";
import { modelDescriptionOf } from "@/lib/domain/tools/http-tool/model-input";
import type { CallTool, ClaimedCall } from "@/lib/services/call-ownership/claim-call";
import { systemContext } from "@/lib/services/context";
import { type IntegrationDeps, integrationDeps } from "@/lib/services/integrations/installation";
import { useIntegrationTool } from "@/lib/services/integrations/use-integration-tool";
import { type McpCallDeps, useMcpTool } from "@/lib/services/mcp-servers/use-mcp-tool";
import { type DoneInCall, readOutcome } from "@/lib/services/proof/read-outcome";
import type { ToolCaller } from "@/lib/services/tools/tool-run";
import { useHttpTool } from "@/lib/services/tools/use-http-tool";
import { callerNumberOf } from "./new-call";
import type { ToolSpec } from "./ports/language-model";
import type { OwnTools, ToolOutcome } from "./session/run-tool";

/** Uses a tool of a business for the caller of one call. */
export type UseOwnTool = (
  call: { organizationId: string; caller: ToolCaller },
  tool: CallTool,
  input: Record<string, unknown>,
) => Promise<ToolOutcome>;

/** The tools of a call's agent that the business made or connected itself, bound to the call; null: it has none. */
export function ownToolsOf(call: ClaimedCall, use: UseOwnTool | undefined): OwnTools | null {
  const tools = new Map((call.ownTools ?? []).map((tool) => [tool.spec.name, tool]));
  if (tools.size === 0 || !use) return null;
  const { organizationId, callId, business, agent } = call;
  const number = callerNumberOf(call);
  const bound: BoundValues = number === null ? {} : { caller_number: number };
  const caller: ToolCaller = {
    ...bound,
    call_id: callId,
    business_id: business.id,
    organization_id: organizationId,
    language: agent.config.language,
    time_zone: business.timeZone,
  };
  return {
    names: new Set(tools.keys()),
    use: async (name, input) => use({ organizationId, caller }, tools.get(name)!, input),
  };
}

/** Beyond what a tool's requests may take together. */
const GRACE_MS = 2000;

export const ownToolRules = (tools: readonly CallTool[]): OwnToolRules =>
  Object.fromEntries(
    tools.map(({ spec }) => {
      const { title, effect, confirm, mode, sayWhile, limits, timeoutMs, retries } = spec;
      const { perTurn, perCall } = limits;
      const limitMs = timeoutMs * (retries + 1) + GRACE_MS;
      return [spec.name, { title, effect, confirm, mode, sayWhile, perTurn, perCall, limitMs }];
    }),
  );

export const ownToolSpecs = (tools: readonly CallTool[]): ToolSpec[] =>
  tools.flatMap(({ spec }) => {
    const inputSchema = askedSchemaOf(spec);
    return inputSchema ? [{ name: spec.name, description: modelDescriptionOf(spec), inputSchema }] : [];
  });

type OwnToolDeps = IntegrationDeps & McpCallDeps;

/** How other systems are reached: what the installation allows, with bounds to what comes back. `allow`: host:port of places within. */
export const ownToolDeps = ({ allow, now }: { allow: readonly string[]; now(): Date }): OwnToolDeps => ({
  ...createMcpClient({ allow, resolve: resolveBySystem }, () => now().getTime()),
  ...integrationDeps({ allow, now }),
});

/** Reads from the systems of record, as a call's worker does. */
export function createOutcomeReader(deps: OwnToolDeps) {
  return ({ organizationId }: { organizationId: string }, done: DoneInCall) =>
    readOutcome(systemContext(organizationId, "call-worker", ["tools.run"], done.callId), done, deps);
}

export function createOwnToolUse(deps: OwnToolDeps): UseOwnTool {
  return ({ organizationId, caller }, { id, version, spec }, input) => {
    const context = systemContext(organizationId, "call-worker", ["tools.run"], caller.call_id);
    const use = "mcp" in spec ? useMcpTool : "vendor" in spec ? useIntegrationTool : useHttpTool;
    return use(context, { id, version }, caller, input, deps);
  };
}
