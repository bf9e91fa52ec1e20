import type { StepAction } from "@/lib/contracts/after-call";
import { IntegrationToolSpec } from "@/lib/contracts/integrations";
import { HttpToolSpec } from "@/lib/contracts/tools";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { CATALOGUE, findAction, findIntegration } from "@/lib/domain/integrations/catalogue";
import type { AskedOf } from "@/lib/domain/tools/http-tool/model-input";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";

/** An action with what is needed to do it. `isPassing`: its problem may pass by itself, or by hand within the hour. */
export type LoadedAction = StepAction & {
  version: number;
  http: HttpToolSpec | null;
  /** What the catalogue calls it; of a tool of the business's own nothing. */
  actionName: string;
  isPassing: boolean;
};

/** What can be done after a call: what changes something at a connected integration or in a system of the business's own. Needs `tools.read`. */
export function listStepActions(context: ServiceContext): Promise<StepAction[]> {
  requirePermission(context, "tools.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) =>
    [...(await loadActions(tx, organizationId)).values()].map(
      ({ version: _version, http: _http, actionName: _name, isPassing: _passing, ...action }) => action,
    ),
  );
}

/** By the tool's id, integrations first; those of servers of tools are not among them. */
export async function loadActions(
  tx: Transaction,
  organizationId: string,
  toolIds?: readonly string[],
): Promise<Map<string, LoadedAction>> {
  const tools = await tx.tool.findMany({
    where: { organizationId, kind: { in: ["http", "integration"] }, ...(toolIds ? { id: { in: [...toolIds] } } : {}) },
    include: { versions: { orderBy: { number: "desc" }, take: 1 } },
    orderBy: { name: "asc" },
  });
  const connected = await tx.integration.findMany({ where: { organizationId }, select: { vendor: true, state: true } });
  const actions = tools.flatMap((tool): LoadedAction[] => {
    const spec = tool.versions[0]?.spec;
    const common = { toolId: tool.id, version: tool.version };
    const off = tool.enabled ? null : "It is switched off.";
    if (tool.kind === "http") {
      const http = HttpToolSpec.safeParse(spec).data;
      if (http?.effect !== "changes") return [];
      const { title, readBack } = http;
      const said = { vendor: null, source: "Your own tools", title, parameters: saidOf(http) };
      return [
        { ...common, ...said, isReadBack: readBack !== null, problem: off, http, actionName: "", isPassing: false },
      ];
    }
    const read = IntegrationToolSpec.safeParse(spec).data;
    const [integration, action] = [
      findIntegration(tool.vendor ?? ""),
      findAction(tool.vendor ?? "", tool.action ?? ""),
    ];
    if (!read || !integration || action?.effect !== "changes") return [];
    const state = connected.find(({ vendor }) => vendor === integration.vendor)?.state ?? "disconnected";
    const { title: source, vendor } = integration;
    const isPassing = off === null && state !== "connected" && state !== "disconnected";
    const problem =
      off ??
      (state === "connected"
        ? null
        : isPassing
          ? `${source} has to be connected again.`
          : `${source} is not connected any more.`);
    const { title, readBack } = action;
    const said = { vendor, source, title, parameters: saidOf(action) };
    return [
      { ...common, ...said, isReadBack: readBack !== null, problem, http: null, actionName: action.name, isPassing },
    ];
  });
  const place = ({ vendor }: StepAction) =>
    vendor === null ? CATALOGUE.length : CATALOGUE.findIndex((one) => one.vendor === vendor);
  return new Map(actions.sort((a, b) => place(a) - place(b)).map((action) => [action.toolId, action]));
}

/** What is the step's to fill: neither what the server puts in nor what is always the same. */
const saidOf = ({ parameters }: AskedOf): StepAction["parameters"] =>
  parameters
    .filter(({ source }) => source === "model")
    .map(({ name, description, type, options, required }) => ({
      ...{ name, description, type, required },
      options: [...options],
    }));
