import { pathToFileURL } from "node:url";
import pg from "pg";
import { insertKnowledge } from "./demo/insert-knowledge";
import { insertBook } from "./demo/insert-book";
import { insertDesk } from "./demo/insert-desk";
import { insertOrganization } from "./demo/insert-organization";
import { insertCalls } from "./demo/insert-calls";
import { type DemoOrganization, demoOrganizations } from "./demo/organizations";
import { queueDemoAnalyses } from "./demo/queue-analyses";
import { DEMO_DAYS, pastCalls } from "./demo/past-calls";

/**
 * Fills a migrated database with two demo organizations: people, agents, numbers and some six weeks of past calls up to `now`, with what came of them. Run again it
 * adds only what is missing, the calls of the days since included; nothing that is there is changed. With `isScored` the calls of the last weeks are looked over by
 * the jobs like any others, which asks a model for each.
 */
export async function seedDemo(url: string, now = new Date(), isScored = false): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, options: "-c role=aybiza_system -c timezone=UTC" });
  try {
    const sql = await pool.connect();
    try {
      await sql.query("begin");
      for (const organization of demoOrganizations) {
        await insertOrganization(sql, organization, now);
        await insertCalls(sql, pastCalls(organization, await lastDemoDay(sql, organization, now), now));
        if (isScored) await queueDemoAnalyses(sql, organization.id, now);
        await handleOldMessages(sql, organization, now);
        await insertKnowledge(sql, organization, now);
        await insertDesk(sql, organization, now);
        await insertBook(sql, organization, now);
      }
      await sql.query("commit");
    } catch (error) {
      await sql.query("rollback");
      throw error;
    } finally {
      sql.release();
    }
  } finally {
    await pool.end();
  }
}

/** Where to go on: the start of the day before the last demo call, or six weeks back. */
async function lastDemoDay(sql: pg.PoolClient, { id }: DemoOrganization, now: Date): Promise<Date> {
  const found = await sql.query<{ at: Date | null }>(
    `select max(c.started_at) as at from calls c join call_epochs e on e.organization_id = c.organization_id and e.call_id = c.id
     where c.organization_id = $1 and e.worker_id = 'demo'`,
    [id],
  );
  const first = now.getTime() - DEMO_DAYS * 86_400_000;
  const last = found.rows[0]?.at?.getTime() ?? 0;
  return new Date(Math.floor(Math.max(first, last - 86_400_000) / 86_400_000) * 86_400_000);
}

/** People deal with messages; what is older than a day and a half was dealt with. */
async function handleOldMessages(sql: pg.PoolClient, { id, people }: DemoOrganization, now: Date): Promise<void> {
  await sql.query(
    `update messages m set handled_at = m.taken_at + interval '3 hours', handled_by = $2
     from call_epochs e where m.organization_id = $1 and e.organization_id = m.organization_id and e.call_id = m.call_id
       and e.worker_id = 'demo' and m.handled_at is null and m.taken_at < $3`,
    [id, people.at(-1)?.id ?? null, new Date(now.getTime() - 36 * 3_600_000)],
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const url = process.env["DATABASE_URL"];
  if (!url) {
    console.error("DATABASE_URL is missing: give the address of a migrated database.");
    process.exit(1);
  }
  await seedDemo(url);
}
