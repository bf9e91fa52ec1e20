import { z } from "zod";
import { HttpToolSpec, RunOutcome, ShownRequest, type ToolResource, type ToolRunResource } from "@/lib/contracts/tools";
import type { Tool, ToolRun } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { ServiceError } from "../errors";

/** A secret opens only for its tool, and only while that leads to the same system. */
export const secretPurpose = (toolId: string, origin: string) => `http tool ${toolId} at ${origin}`;

const DAY_MS = 86_400_000;
export const dayBefore = (now: Date) => new Date(now.getTime() - DAY_MS);

const isId = (id: string) => z.uuid().safeParse(id).success;

/** One that was made here. Throws NOT_FOUND when the organization has no such tool. */
export async function theTool(
  tx: Transaction,
  organizationId: string,
  id: string,
): Promise<{ row: Tool; spec: HttpToolSpec }> {
  const row = isId(id) ? await tx.tool.findUnique({ where: { organizationId_id: { organizationId, id } } }) : null;
  if (row?.kind !== "http") throw new ServiceError("NOT_FOUND", "There is no such tool.");
  const key = { organizationId, toolId: id, number: row.version };
  const version = await tx.toolVersion.findUniqueOrThrow({ where: { organizationId_toolId_number: key } });
  return { row, spec: HttpToolSpec.parse(version.spec) };
}

type Figures = {
  toolId: string;
  agents: number;
  runs: number;
  failures: number;
  lastRunAt: Date | null;
  lastOutcome: string | null;
};

/** How tools have done, by id; those that never ran and that no agent may use are there too. */
export async function figuresOf(
  tx: Transaction,
  organizationId: string,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, Figures>> {
  const rows = await tx.$queryRaw<Figures[]>`
    select t.id as "toolId", (select count(distinct v.agent_id)::int from agent_versions v join agents a
        on a.organization_id = v.organization_id and a.id = v.agent_id and a.archived_at is null
      where v.organization_id = t.organization_id and v.state in ('draft', 'published')
        and jsonb_exists(v.config -> 'customTools', t.id::text)) as agents,
      d.runs, d.failures, l.started_at as "lastRunAt", l.outcome as "lastOutcome"
    from tools t
    cross join lateral (select count(*)::int as runs, count(*) filter (where r.outcome not in ('done', 'running'))::int as failures
      from tool_runs r where r.organization_id = t.organization_id and r.tool_id = t.id and r.started_at > ${dayBefore(now)}) d
    left join lateral (select r.started_at, r.outcome from tool_runs r
      where r.organization_id = t.organization_id and r.tool_id = t.id order by r.started_at desc, r.id desc limit 1) l on true
    where t.organization_id = ${organizationId}::uuid and t.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.toolId, row]));
}

export function toTool(row: Tool, spec: HttpToolSpec, figures: Figures | undefined): ToolResource {
  return {
    id: row.id,
    version: row.version,
    enabled: row.enabled,
    hasSecret: row.sealedSecret !== null,
    spec,
    agents: figures?.agents ?? 0,
    lastRunAt: figures?.lastRunAt?.toISOString() ?? null,
    lastOutcome: RunOutcome.nullable().parse(figures?.lastOutcome ?? null),
    runsOfDay: figures?.runs ?? 0,
    failuresOfDay: figures?.failures ?? 0,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export const toRun = ({ organizationId: _organizationId, record: _record, ...row }: ToolRun): ToolRunResource => ({
  ...row,
  kind: row.callId === null ? "test" : "call",
  startedAt: row.startedAt.toISOString(),
  outcome: RunOutcome.parse(row.outcome),
  request: ShownRequest.nullable().parse(row.request),
});
