import type { PoolClient } from "pg";
import type { News } from "@/lib/domain/notifications/news";
import { callbackNews, complianceNews, sentimentNews } from "@/lib/domain/notifications/news";
import { settingsOf } from "@/lib/domain/businesses/default-settings";
import { log } from "@/lib/log/log";
import { overridesIn } from "../businesses/business-row";
import { askBySql, type NewsAudience, type Told, writeNews } from "../notifications/write-news";
import type { EventRecord } from "./records";
import type { NewEvent } from "./write-events";

/** No business may ask for a higher one. */
const HIGHEST_ALERT = 0;

/**
 * Writes down what a batch's events are news of: a caller is upset (once per call), somebody was promised a call back, a rule was broken. Test calls are no
 * news. What goes wrong here is undone and logged, and keeps no event from being stored.
 */
export async function tellMembers(sql: PoolClient, fresh: readonly NewEvent[], now = new Date()): Promise<Told[]> {
  const telling = fresh.map(({ record }) => record).filter(isNews);
  if (telling.length === 0) return [];
  await sql.query("savepoint tell_members");
  try {
    const told: Told[] = [];
    for (const { audience, news } of await newsOf(sql, telling))
      told.push(...(await writeNews(askBySql(sql), audience, news, now)));
    await sql.query("release savepoint tell_members");
    return told;
  } catch (error) {
    await sql.query("rollback to savepoint tell_members");
    log.error({ err: error, callIds: telling.map(({ callId }) => callId) }, "members were not told of calls");
    return [];
  }
}

const isNews = ({ body }: EventRecord): boolean =>
  body.type === "callback.promised" ||
  (body.type === "finding.noted" && body.finding.severity !== "minor") ||
  (body.type === "sentiment.scored" && body.compound <= HIGHEST_ALERT);

type CallRow = {
  call_id: string;
  business_name: string;
  business_type: Parameters<typeof settingsOf>[0]["type"];
  industry: string;
  settings: unknown;
};

/** In the order of their keys, as every transaction that writes several. */
async function newsOf(
  sql: PoolClient,
  records: readonly EventRecord[],
): Promise<{ audience: NewsAudience; news: News }[]> {
  const { rows } = await sql.query<CallRow>(
    `select c.id as call_id, b.name as business_name, b.type as business_type, b.industry, b.settings
     from unnest($1::uuid[], $2::uuid[]) as w (organization_id, id)
     join calls c on c.organization_id = w.organization_id and c.id = w.id and c.kind <> 'test'
     join businesses b on b.organization_id = c.organization_id and b.id = c.business_id`,
    [records.map(({ organizationId }) => organizationId), records.map(({ callId }) => callId)],
  );
  const calls = new Map(rows.map((row) => [row.call_id, row]));
  return records
    .flatMap((record) => {
      const call = calls.get(record.callId);
      const news = call && newsOfOne(record, call);
      return news
        ? [{ audience: { organizationId: record.organizationId, permission: news.permission }, news: news.news }]
        : [];
    })
    .sort((a, b) => (a.news.dedupeKey < b.news.dedupeKey ? -1 : 1));
}

function newsOfOne(
  { callId, seq, body }: EventRecord,
  { business_name: businessName, business_type: type, industry, settings }: CallRow,
): { permission: NewsAudience["permission"]; news: News } | null {
  if (body.type === "callback.promised")
    return { permission: "escalations.handle", news: callbackNews({ callId, businessName, seq, reason: body.reason }) };
  if (body.type === "finding.noted") {
    const { ruleId: ruleKey, ruleName, remedy } = body.finding;
    const news = complianceNews({ callId, businessName, ruleKey, ruleName, remedy, isLive: true });
    return { permission: "quality.review", news };
  }
  if (body.type !== "sentiment.scored") return null;
  const { sentimentAlertAt } = settingsOf({ type, industry }, overridesIn(settings)).quality;
  if (body.compound > sentimentAlertAt) return null;
  // Who may step in.
  return { permission: "calls.control", news: sentimentNews({ callId, businessName, compound: body.compound }) };
}
