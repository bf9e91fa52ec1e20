import { v7 as uuidv7 } from "uuid";
import { type HttpToolSpec, SaveToolInput, type ToolResource } from "@/lib/contracts/tools";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { isSame } from "@/lib/domain/is-same";
import { problemsOfSpec } from "@/lib/domain/tools/http-tool/spec-problems";
import { originOf } from "@/lib/domain/tools/http-tool/tool-address";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { sealForTenant } from "../secrets/tenant-envelope";
import { refuseUnreachable } from "./refuse-unreachable";
import { figuresOf, secretPurpose, theTool, toTool } from "./tool-row";

const MOST_TOOLS = 200;

/** Makes a tool. Needs `tools.write`; throws INVALID, CONFLICT. Audited, without its secret. */
export async function createTool(
  context: ServiceContext,
  input: unknown,
  now = new Date(),
  allow?: readonly string[],
): Promise<ToolResource> {
  requirePermission(context, "tools.write");
  const { spec, secret, enabled } = parseInput(SaveToolInput, input);
  refuse(problemsOfSpec(spec));
  refuseUnreachable(spec.address, allow, "spec.address");
  const { organizationId, actor } = context;
  const id = uuidv7();
  return withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select id from organizations where id = ${organizationId}::uuid for update`;
    if ((await tx.tool.count({ where: { organizationId, kind: "http" } })) >= MOST_TOOLS)
      throw new ServiceError("CONFLICT", `An organization can have ${MOST_TOOLS} tools at most.`);
    await refuseTaken(tx, organizationId, id, spec.name);
    const sealedSecret = await sealed(tx, organizationId, id, spec, secret, null);
    const data = { organizationId, id, name: spec.name, enabled: enabled ?? true, version: 1, sealedSecret };
    await tx.tool.create({ data: { ...data, createdAt: now, updatedAt: now } });
    await addVersion(tx, organizationId, id, 1, spec, actor.name, now);
    const details = { name: spec.name, origin: originOf(spec.address) };
    await recordAudit(tx, context, { action: "tool.created", targetType: "tool", targetId: id, details }, now);
    return read(tx, organizationId, id, now);
  });
}

/**
 * Makes a tool's next version, or switches it on or off; calls in progress go on with the version they began with. A secret that is not given
 * stays, unless the tool then leads to another system. Needs `tools.write`; throws NOT_FOUND, INVALID, CONFLICT. Audited.
 */
export async function updateTool(
  context: ServiceContext,
  toolId: string,
  input: unknown,
  now = new Date(),
  allow?: readonly string[],
): Promise<ToolResource> {
  requirePermission(context, "tools.write");
  const { spec, secret, enabled } = parseInput(SaveToolInput, input);
  refuse(problemsOfSpec(spec));
  refuseUnreachable(spec.address, allow, "spec.address");
  const { organizationId, actor } = context;
  return withTenant(organizationId, async (tx) => {
    await tx.$queryRaw`select id from tools where organization_id = ${organizationId}::uuid and id::text = ${toolId} for update`;
    const before = await theTool(tx, organizationId, toolId);
    await refuseTaken(tx, organizationId, toolId, spec.name);
    const sealedSecret = await sealed(tx, organizationId, toolId, spec, secret, {
      ...before,
      sealed: before.row.sealedSecret,
    });
    const names = [...new Set([...Object.keys(before.spec), ...Object.keys(spec)])] as (keyof HttpToolSpec)[];
    const changed: string[] = names.filter((name) => !isSame(before.spec[name], spec[name]));
    const version = changed.length > 0 ? before.row.version + 1 : before.row.version;
    if (changed.length > 0) await addVersion(tx, organizationId, toolId, version, spec, actor.name, now);
    if (secret !== undefined) changed.push("secret");
    if (enabled !== undefined && enabled !== before.row.enabled) changed.push("enabled");
    await tx.tool.update({
      where: { organizationId_id: { organizationId, id: toolId } },
      data: { name: spec.name, version, sealedSecret, updatedAt: now, ...(enabled === undefined ? {} : { enabled }) },
    });
    const record = { action: "tool.updated", targetType: "tool", targetId: toolId, details: { version, changed } };
    await recordAudit(tx, context, record, now);
    return read(tx, organizationId, toolId, now);
  });
}

/** Removes a tool with its secret, versions and runs; calls in progress can use it no more. Needs `tools.write`; throws NOT_FOUND. Audited. */
export async function deleteTool(context: ServiceContext, toolId: string, now = new Date()): Promise<{ id: string }> {
  requirePermission(context, "tools.write");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { row } = await theTool(tx, organizationId, toolId);
    await tx.tool.deleteMany({ where: { organizationId, id: toolId } });
    const details = { name: row.name };
    await recordAudit(tx, context, { action: "tool.deleted", targetType: "tool", targetId: toolId, details }, now);
    return { id: toolId };
  });
}

async function sealed(
  tx: Transaction,
  organizationId: string,
  toolId: string,
  spec: HttpToolSpec,
  secret: string | undefined,
  before: { spec: HttpToolSpec; sealed: string | null } | null,
): Promise<string | null> {
  if (spec.auth.kind === "none") return null;
  const origin = originOf(spec.address) ?? "";
  if (secret !== undefined) return sealForTenant(tx, organizationId, secretPurpose(toolId, origin), secret);
  if (!before || before.sealed === null) throw invalid("secret", "give the secret it signs in with");
  if (originOf(before.spec.address) !== origin)
    throw invalid("secret", "it leads to another system now, so give the secret anew");
  return before.sealed;
}

async function refuseTaken(tx: Transaction, organizationId: string, id: string, name: string): Promise<void> {
  const other = await tx.tool.count({ where: { organizationId, name, id: { not: id } } });
  if (other > 0) throw invalid("spec.name", "there is a tool of this name already");
}

const addVersion = (
  tx: Transaction,
  organizationId: string,
  toolId: string,
  number: number,
  spec: HttpToolSpec,
  createdBy: string,
  createdAt: Date,
) => tx.toolVersion.create({ data: { organizationId, toolId, number, spec, createdBy, createdAt } });

async function read(tx: Transaction, organizationId: string, id: string, now: Date): Promise<ToolResource> {
  const { row, spec } = await theTool(tx, organizationId, id);
  return toTool(row, spec, (await figuresOf(tx, organizationId, [id], now)).get(id));
}

const invalid = (field: string, problem: string) =>
  new ServiceError("INVALID", `Check ${field}: ${problem}.`, { fields: { [field]: problem } });

function refuse(problems: Record<string, string>): void {
  const fields = Object.fromEntries(Object.entries(problems).map(([field, problem]) => [`spec.${field}`, problem]));
  const [first] = Object.entries(fields);
  if (first) throw new ServiceError("INVALID", `Check ${first[0]}: ${first[1]}.`, { fields });
}
