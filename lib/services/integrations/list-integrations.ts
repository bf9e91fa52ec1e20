import {
  type IntegrationActionResource,
  type IntegrationResource,
  type IntegrationState,
  IntegrationToolSpec,
} from "@/lib/contracts/integrations";
import { ListRunsQuery, RunOutcome, TOOL_RULES, type ToolRunResource } from "@/lib/contracts/tools";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { CATALOGUE } from "@/lib/domain/integrations/catalogue";
import type { Integration, IntegrationAction } from "@/lib/domain/integrations/integration";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { figuresOf, toRun } from "../tools/tool-row";
import { theIntegration } from "./connect";
import { clientIn, type IntegrationDeps } from "./installation";
import { settingsOf } from "./tokens";

/** Every integration there is, with what the organization has connected. Needs `tools.read`. */
export async function listIntegrations(
  context: ServiceContext,
  deps: Pick<IntegrationDeps, "clients" | "now">,
): Promise<IntegrationResource[]> {
  requirePermission(context, "tools.read");
  const { organizationId } = context;
  return withTenant(organizationId, (tx) => resourcesOf(tx, organizationId, CATALOGUE, deps));
}

/** Needs `tools.read`; throws NOT_FOUND. */
export async function getIntegration(
  context: ServiceContext,
  vendor: string,
  deps: Pick<IntegrationDeps, "clients" | "now">,
): Promise<IntegrationResource> {
  requirePermission(context, "tools.read");
  const integration = theIntegration(vendor);
  const { organizationId } = context;
  const [resource] = await withTenant(organizationId, (tx) => resourcesOf(tx, organizationId, [integration], deps));
  if (!resource) throw new Error("an integration of the catalogue is none");
  return resource;
}

/** The runs of an action, newest first. Needs `tools.read`; throws NOT_FOUND. */
export async function listActionRuns(
  context: ServiceContext,
  vendor: string,
  action: string,
  input: unknown = {},
): Promise<ToolRunResource[]> {
  requirePermission(context, "tools.read");
  const { callId, limit } = parseInput(ListRunsQuery, input);
  theAction(theIntegration(vendor), action);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const tool = await tx.tool.findFirst({ where: { organizationId, vendor, action } });
    if (!tool) return [];
    const rows = await tx.toolRun.findMany({
      where: { organizationId, toolId: tool.id, ...(callId ? { callId } : {}) },
      orderBy: [{ startedAt: "desc" }, { id: "desc" }],
      take: limit,
    });
    return rows.map(toRun);
  });
}

/** Throws NOT_FOUND. */
export function theAction({ actions }: Integration, name: string): IntegrationAction {
  const found = actions.find((action) => action.name === name);
  if (!found) throw new ServiceError("NOT_FOUND", "There is no such action.");
  return found;
}

export async function resourcesOf(
  tx: Transaction,
  organizationId: string,
  integrations: readonly Integration[],
  { clients, now }: Pick<IntegrationDeps, "clients" | "now">,
): Promise<IntegrationResource[]> {
  const rows = await tx.integration.findMany({ where: { organizationId } });
  const tools = await tx.tool.findMany({
    where: { organizationId, kind: "integration" },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const ids = tools.map(({ id }) => id);
  const figures = await figuresOf(tx, organizationId, ids, now());
  return integrations.map((integration) => {
    const { vendor, auth } = integration;
    const row = rows.find((one) => one.vendor === vendor);
    const isThere = row !== undefined && row.state !== "disconnected";
    const settings = settingsOf(integration, row?.settings ?? {});
    const state: IntegrationState = isThere
      ? (row.state as IntegrationState)
      : auth.kind === "oauth" && !clientIn({ clients }, integration)
        ? "unavailable"
        : "not_connected";
    const account =
      isThere && typeof row.account === "object" ? (row.account as Record<string, unknown>)["name"] : null;
    return {
      ...{ vendor, title: integration.title, description: integration.description, state },
      auth: auth.kind,
      fields: auth.kind === "key" ? auth.fields.map((field) => ({ ...field })) : [],
      scopes: integration.scopes.map((scope) => ({ ...scope })),
      granted: isThere ? row.granted : [],
      account: typeof account === "string" ? account : null,
      problem: row?.problem ?? null,
      settings: integration.settings.map(({ name, label, hint, required }) => ({
        ...{ name, label, hint, required, value: settings[name] ?? "" },
      })),
      connectedBy: isThere ? row.connectedBy : null,
      connectedAt: isThere ? row.connectedAt.toISOString() : null,
      actions: integration.actions.map((action) => {
        const tool = tools.find((one) => one.vendor === vendor && one.action === action.name);
        return toAction(action, tool, tool && figures.get(tool.id));
      }),
    };
  });
}

type ToolWithVersion = {
  id: string;
  name: string;
  version: number;
  enabled: boolean;
  versions: { spec: unknown }[];
};

function toAction(
  action: IntegrationAction,
  tool: ToolWithVersion | undefined,
  figures: Awaited<ReturnType<typeof figuresOf>> extends Map<string, infer F> ? F | undefined : never,
): IntegrationActionResource {
  const spec = IntegrationToolSpec.safeParse(tool?.versions[0]?.spec).data;
  return {
    ...{ action: action.name, toolId: tool?.id ?? null, name: tool?.name ?? null, version: tool?.version ?? null },
    ...{ title: action.title, description: action.description, effect: action.effect },
    enabled: tool?.enabled ?? action.warning === undefined,
    warning: action.warning ?? null,
    confirm: spec?.confirm ?? action.confirm,
    sayWhile: spec?.sayWhile ?? action.sayWhile,
    limits: spec?.limits ?? TOOL_RULES.limits.parse(action.limits ?? {}),
    parameters: action.parameters.map((parameter) => ({ ...parameter, options: [...parameter.options] })),
    agents: figures?.agents ?? 0,
    lastRunAt: figures?.lastRunAt?.toISOString() ?? null,
    lastOutcome: RunOutcome.nullable().parse(figures?.lastOutcome ?? null),
    runsOfDay: figures?.runs ?? 0,
    failuresOfDay: figures?.failures ?? 0,
  };
}
