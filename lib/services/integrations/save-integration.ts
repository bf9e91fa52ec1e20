import {
  type IntegrationResource,
  IntegrationToolSpec,
  SaveActionInput,
  SaveIntegrationInput,
} from "@/lib/contracts/integrations";
import { withTenant } from "@/lib/db/transaction";
import { isSame } from "@/lib/domain/is-same";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { theIntegration } from "./connect";
import type { IntegrationDeps } from "./installation";
import { getIntegration, theAction } from "./list-integrations";

const notConnected = (title: string) => new ServiceError("CONFLICT", `Connect ${title} first.`);

/** Sets what the server puts into an integration's requests. Needs `tools.write`; throws NOT_FOUND, INVALID, CONFLICT (never connected). Audited. */
export async function saveIntegration(
  context: ServiceContext,
  vendor: string,
  input: unknown,
  deps: Pick<IntegrationDeps, "clients" | "now">,
): Promise<IntegrationResource> {
  requirePermission(context, "tools.write");
  const integration = theIntegration(vendor);
  const { settings } = parseInput(SaveIntegrationInput, input);
  const fields: Record<string, string> = {};
  const known = new Map(integration.settings.map((setting) => [setting.name, setting]));
  for (const name of Object.keys(settings))
    if (!known.has(name)) fields[`settings.${name}`] = "there is no such setting";
  for (const { name, required } of integration.settings)
    if (required && settings[name] === "") fields[`settings.${name}`] = "is needed";
  const [first] = Object.entries(fields);
  if (first) throw new ServiceError("INVALID", `Check ${first[0]}: ${first[1]}.`, { fields });
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    const key = { organizationId_vendor: { organizationId, vendor } };
    const row = await tx.integration.findUnique({ where: key });
    if (!row) throw notConnected(integration.title);
    const before = typeof row.settings === "object" ? (row.settings as Record<string, string>) : {};
    await tx.integration.update({ where: key, data: { settings: { ...before, ...settings } } });
    const details = { changed: Object.keys(settings).filter((name) => before[name] !== settings[name]) };
    const record = { action: "integration.updated", targetType: "integration", targetId: vendor, details };
    await recordAudit(tx, context, record, deps.now());
  });
  return getIntegration(context, vendor, deps);
}

/**
 * Says how an action may be used, as the next version of its tool; calls in progress go on with the version they began with. Needs `tools.write`;
 * throws NOT_FOUND, INVALID, CONFLICT (never connected). Audited.
 */
export async function saveAction(
  context: ServiceContext,
  vendor: string,
  actionName: string,
  input: unknown,
  deps: Pick<IntegrationDeps, "clients" | "now">,
): Promise<IntegrationResource> {
  requirePermission(context, "tools.write");
  const integration = theIntegration(vendor);
  const action = theAction(integration, actionName);
  const { enabled, confirm, sayWhile, limits } = parseInput(SaveActionInput, input);
  const { organizationId, actor } = context;
  const now = deps.now();
  await withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select id from tools where organization_id = ${organizationId}::uuid
      and vendor = ${vendor} and action = ${actionName} for update`;
    const row = await tx.tool.findFirst({ where: { organizationId, vendor, action: actionName } });
    if (!row) throw notConnected(integration.title);
    const number = row.version;
    const at = { organizationId_toolId_number: { organizationId, toolId: row.id, number } };
    const before = IntegrationToolSpec.parse((await tx.toolVersion.findUniqueOrThrow({ where: at })).spec);
    const { title, description, effect } = action;
    const spec: IntegrationToolSpec = {
      ...{ ...before, title, description, effect },
      ...(confirm === undefined ? {} : { confirm }),
      ...(sayWhile === undefined ? {} : { sayWhile }),
      ...(limits === undefined ? {} : { limits }),
    };
    const names = Object.keys(spec) as (keyof IntegrationToolSpec)[];
    const changed: string[] = names.filter((name) => !isSame(before[name], spec[name]));
    const version = changed.length > 0 ? number + 1 : number;
    if (changed.length > 0)
      await tx.toolVersion.create({
        data: { organizationId, toolId: row.id, number: version, spec, createdBy: actor.name, createdAt: now },
      });
    if (enabled !== undefined && enabled !== row.enabled) changed.push("enabled");
    await tx.tool.update({
      where: { organizationId_id: { organizationId, id: row.id } },
      data: { version, updatedAt: now, ...(enabled === undefined ? {} : { enabled }) },
    });
    const details = { version, changed, vendor, action: actionName };
    await recordAudit(tx, context, { action: "tool.updated", targetType: "tool", targetId: row.id, details }, now);
  });
  return getIntegration(context, vendor, deps);
}
