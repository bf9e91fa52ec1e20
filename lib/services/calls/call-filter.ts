import type { z } from "zod";
import type { ListCallsQuery } from "@/lib/contracts/calls";
import type { PagePosition } from "../cursor";

type Query = z.output<typeof ListCallsQuery>;

/** The conditions of a list of calls, for an alias `c` of `calls`, with their parameters; `$1` is the organization. */
export function callFilter(
  organizationId: string,
  query: Query,
  after: PagePosition | null,
): { where: string; parameters: unknown[] } {
  const parameters: unknown[] = [organizationId];
  const conditions = ["c.organization_id = $1"];
  const add = (condition: (...names: string[]) => string, ...values: unknown[]) => {
    const names = values.map((value) => `$${parameters.push(value)}`);
    conditions.push(condition(...names));
  };
  if (query.status) add((p) => `c.status = any(${p}::call_status[])`, query.status);
  if (query.disposition) add((p) => `c.disposition = any(${p})`, query.disposition);
  if (query.direction) add((p) => `c.direction = ${p}::call_direction`, query.direction);
  if (query.businessId) add((p) => `c.business_id = ${p}`, query.businessId);
  if (query.agentId) add((p) => `c.agent_id = ${p}`, query.agentId);
  if (query.from) add((p) => `c.from_number like ${p}`, numberPattern(query.from));
  if (query.to) add((p) => `c.to_number like ${p}`, numberPattern(query.to));
  if (query.startedAfter) add((p) => `c.started_at >= ${p}`, new Date(query.startedAfter));
  if (query.startedBefore) add((p) => `c.started_at < ${p}`, new Date(query.startedBefore));
  if (query.text) {
    add(
      (p) => `(c.last_line ilike ${p} or c.end_reason ilike ${p} or exists (select from segments s
        where s.organization_id = c.organization_id and s.call_id = c.id and s.call_day = c.call_day and s.text ilike ${p}))`,
      containing(query.text),
    );
  }
  if (after) add((at, id) => `(c.started_at, c.id) < (${at}::timestamptz, ${id}::uuid)`, after.at, after.id);
  return { where: conditions.join(" and "), parameters };
}

/** A LIKE pattern in which what people type stands for itself. */
const containing = (text: string) => `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;

/** "(415) 555-0134" finds +14155550134; what has no digit is taken as it is (withheld numbers have names). */
function numberPattern(typed: string): string {
  const digits = typed.replaceAll(/\D/g, "");
  return containing(digits === "" ? typed : digits);
}
