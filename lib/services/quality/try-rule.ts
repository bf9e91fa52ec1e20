import { type RuleTrial, type TriedOn, TryRuleInput } from "@/lib/contracts/compliance";
import type { LiveFinding } from "@/lib/contracts/quality";
import { withTenant } from "@/lib/db/transaction";
import { rulesByMeaning } from "@/lib/domain/quality/compliance/by-meaning";
import { factsOfWords, holdAgainst } from "@/lib/domain/quality/compliance/hold-against";
import { linesOf, turnOfSegment } from "@/lib/domain/quality/transcript";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { askAboutCall } from "./ask-about-call";
import { type CallToJudge, readCallToJudge } from "./call-to-judge";
import { refuseUnsafe } from "./compliance-rules";
import { qualityOfBusiness } from "./quality-of-business";
import { isId, noSuch } from "./quality-rows";
import { findingByModel } from "./report-findings";

const MOST_CALLS = 20;
/** Each costs a request to the model. */
const MOST_BY_MEANING = 3;

/**
 * Says what a rule would find, in words that somebody makes up or in the last calls of a business; nothing is kept. A rule by meaning asks the organization's
 * model, on a few calls alone. Needs `quality.write`; throws NOT_FOUND, INVALID.
 */
export async function tryRule(context: ServiceContext, businessId: string, input: TryRuleInput): Promise<RuleTrial> {
  requirePermission(context, "quality.write");
  const { check, scope, on } = parseInput(TryRuleInput, input);
  refuseUnsafe(check);
  const { organizationId } = context;
  // In words alone there is no direction and no sound.
  const holds = on.kind === "words" ? "all" : scope;
  const rule = {
    key: "tried",
    name: "Tried",
    pack: null,
    severity: "major",
    remedy: "–",
    scope: holds,
    check,
  } as const;
  const byMeaning = rulesByMeaning([rule]).length > 0;
  const { business, recent } = await withTenant(organizationId, async (tx) => {
    const found = isId(businessId) ? await qualityOfBusiness(tx, organizationId, businessId) : null;
    if (!found) throw noSuch("business");
    if (on.kind === "words") return { business: found, recent: [] };
    const calls = await tx.call.findMany({
      where: { organizationId, businessId, endedAt: { not: null }, answeredAt: { not: null } },
      orderBy: [{ startedAt: "desc" }, { id: "desc" }],
      take: byMeaning ? MOST_BY_MEANING : MOST_CALLS,
      select: { id: true, direction: true, fromNumber: true, toNumber: true, startedAt: true },
    });
    return { business: found, recent: calls };
  });
  const trial: RuleTrial = { looked: 0, problem: null, breaches: [] };
  const look = async (call: CallToJudge, of: RuleTrial["breaches"][number]["call"]) => {
    // Nothing else is asked about it.
    const scorecard = { ...business.scorecard, sections: [], fields: [] };
    const asked = { ...call, business: { ...business, scorecard, rules: [{ ...rule, enabled: true }] } };
    const { findings, problem } = byMeaning
      ? await byModel(asked)
      : { findings: holdAgainst([rule], business.name, call.events), problem: null };
    trial.problem ??= problem;
    if (problem === null) trial.looked += 1;
    trial.breaches.push(...findings.map((finding) => breachOf(finding, of)));
  };
  if (on.kind === "words") await look(callOfWords(organizationId, businessId, business, on.lines), null);
  for (const { id, direction, fromNumber, toNumber, startedAt } of recent) {
    const call = await readCallToJudge(organizationId, id);
    const caller = direction === "inbound" ? fromNumber : toNumber;
    if (call) await look(call, { id, caller, startedAt: startedAt.toISOString() });
  }
  return trial;
}

async function byModel(call: CallToJudge): Promise<{ findings: LiveFinding[]; problem: string | null }> {
  if (call.lines.length === 0) return { findings: [], problem: null };
  const answer = await askAboutCall(call);
  if (answer.kind === "failed") return { findings: [], problem: answer.problem };
  return {
    findings: answer.answer.rules.flatMap((judged) => findingByModel(call.business.rules, judged)),
    problem: null,
  };
}

const breachOf = (
  { what, quote, segmentId, atMs }: LiveFinding,
  call: RuleTrial["breaches"][number]["call"],
): RuleTrial["breaches"][number] => ({ call, what, quote, turnId: segmentId && turnOfSegment(segmentId), atMs });

function callOfWords(
  organizationId: string,
  businessId: string,
  business: CallToJudge["business"],
  lines: Extract<TriedOn, { kind: "words" }>["lines"],
): CallToJudge {
  const events = factsOfWords(lines);
  return {
    organizationId,
    businessId,
    business,
    events,
    lines: linesOf(events.map(({ body }) => body)),
    callId: "",
    kind: "test",
    direction: "inbound",
    startedAt: new Date(0),
    durationMs: 0,
    agentName: "the agent",
    language: "en-US",
    facts: [],
  };
}
