import { type HumanAgentUsage, HumanAgentUsageQuery } from "@/lib/contracts/human-agents";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { noSuchPerson, readHumanAgent } from "./human-agent-row";
import { requireProfile } from "./require-profile";

const DAY_MS = 86_400_000;

type Offers = Record<"offered" | "accepted" | "declined" | "missed" | "failed" | "withdrawn", number> & {
  answer_ms: number | null;
};
type Taken = { talk_ms: number | null; resolution_ms: number | null; completed: number };

/** What a person was asked and did in the last days, with medians. Needs `people.read`, or to be them; throws NOT_FOUND or INVALID. */
export async function getHumanAgentUsage(
  context: ServiceContext,
  humanAgentId: string,
  query: unknown = {},
  now = new Date(),
): Promise<HumanAgentUsage> {
  const { days } = parseInput(HumanAgentUsageQuery, query);
  const { organizationId } = context;
  const from = new Date(now.getTime() - days * DAY_MS);
  const usage = await withTenant(organizationId, async (tx) => {
    await requireProfile(tx, context, humanAgentId);
    if (!(await readHumanAgent(tx, organizationId, humanAgentId))) return null;
    const [offers] = await tx.$queryRaw<Offers[]>`
      select count(*)::int as offered,
        (count(*) filter (where state = 'accepted'))::int as accepted,
        (count(*) filter (where state = 'declined'))::int as declined,
        (count(*) filter (where state = 'no_answer'))::int as missed,
        (count(*) filter (where state = 'failed'))::int as failed,
        (count(*) filter (where state = 'withdrawn'))::int as withdrawn,
        percentile_cont(0.5) within group (order by extract(epoch from ended_at - offered_at) * 1000)
          filter (where state = 'accepted')::float as answer_ms
      from escalation_offers
      where organization_id = ${organizationId}::uuid and human_agent_id = ${humanAgentId}::uuid
        and offered_at >= ${from} and offered_at < ${now}`;
    const [taken] = await tx.$queryRaw<Taken[]>`
      select percentile_cont(0.5) within group (order by extract(epoch from released_at - connected_at) * 1000)
          filter (where released_at is not null)::float as talk_ms,
        percentile_cont(0.5) within group (order by extract(epoch from settled_at - created_at) * 1000)
          filter (where state = 'completed')::float as resolution_ms,
        (count(*) filter (where state = 'completed'))::int as completed
      from escalations
      where organization_id = ${organizationId}::uuid and human_agent_id = ${humanAgentId}::uuid
        and created_at >= ${from} and created_at < ${now}`;
    const open = await tx.escalation.count({ where: { organizationId, humanAgentId, state: "in_progress" } });
    return { offers, taken, open };
  });
  if (!usage?.offers || !usage.taken) throw noSuchPerson();
  const { answer_ms, ...counts } = usage.offers;
  const { talk_ms, resolution_ms, completed } = usage.taken;
  return {
    humanAgentId,
    from: from.toISOString(),
    to: now.toISOString(),
    ...counts,
    medianAnswerMs: rounded(answer_ms),
    medianTalkMs: rounded(talk_ms),
    medianResolutionMs: rounded(resolution_ms),
    completed,
    open: usage.open,
  };
}

const rounded = (ms: number | null): number | null => (ms === null ? null : Math.round(ms));
