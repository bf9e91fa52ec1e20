import { OutcomeVerdict, ReadBack } from "@/lib/contracts/live/outcomes";
import { ListOutcomesQuery, type OutcomePage, type OutcomeResource } from "@/lib/contracts/outcomes";
import { Prisma } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { isWrong } from "@/lib/domain/proof/judge-outcome";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";

/** A page of what was done in calls and how it stands, newest first. Needs `calls.read`; throws INVALID. */
export async function searchOutcomes(context: ServiceContext, input: ListOutcomesQuery = {}): Promise<OutcomePage> {
  requirePermission(context, "calls.read");
  const { callId, agentId, businessId, tool, verdict, doneAfter, doneBefore, limit, cursor } = parseInput(
    ListOutcomesQuery,
    input,
  );
  const { organizationId } = context;
  const after = positionOf(cursor);
  const where: Prisma.CallOutcomeWhereInput = {
    organizationId,
    ...(callId ? { callId } : {}),
    ...(tool ? { name: tool } : {}),
    ...(verdict ? { verdict: { in: verdict } } : {}),
    ...(agentId || businessId
      ? { call: { ...(agentId ? { agentId } : {}), ...(businessId ? { businessId } : {}) } }
      : {}),
    createdAt: {
      ...(doneAfter ? { gte: new Date(doneAfter) } : {}),
      ...(doneBefore ? { lt: new Date(doneBefore) } : {}),
    },
    ...(after ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] } : {}),
  };
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.callOutcome.findMany({
      where,
      include: { call: { select: { agentId: true, businessId: true, agent: { select: { name: true } } } } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const facts = await factsOf(
      tx,
      organizationId,
      shown.map(({ id }) => id),
    );
    return {
      outcomes: shown.map((row): OutcomeResource => {
        const { call } = row;
        return {
          ...{ id: row.id, callId: row.callId, agentId: call.agentId, agentName: call.agent.name },
          ...{ businessId: call.businessId, tool: row.name, said: facts.get(row.id)?.said ?? null },
          verdict: OutcomeVerdict.parse(row.verdict),
          read: ReadBack.parse(row.read),
          doneAt: row.createdAt.toISOString(),
          checkedAt: row.checkedAt.toISOString(),
          checksAfter: row.checksAfter,
          corrected: facts.get(row.id)?.corrected ?? false,
          toldAt: row.toldAt?.toISOString() ?? null,
          texted: row.textState === "sent",
        };
      }),
      nextCursor: rows.length > shown.length && last ? cursorOf({ at: last.createdAt, id: last.id }) : null,
    };
  });
}

type Facts = { id: string; said: string | null; corrected: boolean };

/** What the calls' records say of outcomes: the last sentence that claimed each, and whether its caller was told in the call that it is wrong. */
async function factsOf(tx: Transaction, organizationId: string, ids: readonly string[]): Promise<Map<string, Facts>> {
  if (ids.length === 0) return new Map();
  const wrong = OutcomeVerdict.options.filter(isWrong);
  const rows = await tx.$queryRaw<Facts[]>`
    select o.id, f.said, f.corrected from call_outcomes o
    join calls c on c.organization_id = o.organization_id and c.id = o.call_id
    cross join lateral (
      select (array_agg(e.body ->> 'said' order by e.seq desc) filter (where e.body ->> 'said' is not null))[1] as said,
        coalesce(bool_or(e.type = 'outcome.checked' and e.body ->> 'verdict' in (${Prisma.join(wrong)})), false) as corrected
      from call_events e
      where e.organization_id = o.organization_id and e.call_id = o.call_id and e.call_day = c.call_day
        and e.type in ('claim.checked', 'outcome.checked') and e.body ->> 'toolCallId' = o.tool_call_id) f
    where o.organization_id = ${organizationId}::uuid and o.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}
