import { parseArgs } from "node:util";
import pg, { type PoolClient } from "pg";
import { database } from "@/lib/db/connection";
import { withSystemSql } from "@/lib/db/transaction";
import { insertHistory } from "@/prisma/demo/insert-calls";
import { useInstallation } from "../start/local-environment";
import { type SeedAgent, seedCall, seedMark, type SeedPlan } from "./history";

/** Makes a realistic history of calls: `npm run seed:calls -- --calls 100000`. */

const usage = `npm run seed:calls -- [--calls 100000] [--organization AYB-… or its name] [--days 365] [--seed aybiza] [--until 2026-11-30] [--remove]

Writes past calls with their words, events, figures, tags and notes into the running installation's database, or DATABASE_URL's, for its agents.
The same calls, seed, days and last day make the same history; what an earlier run of this command left in the organization is removed first.
They count for no plan and no bill.
  --organization  the account id or the name; the first one there is, which is the demo's, unless said
  --remove        only removes them`;

const AT_ONCE = 1_000;
const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      calls: { type: "string", default: "100000" },
      organization: { type: "string" },
      days: { type: "string", default: "365" },
      seed: { type: "string", default: "aybiza" },
      until: { type: "string", default: new Date().toISOString().slice(0, 10) },
      remove: { type: "boolean", default: false },
      help: { type: "boolean", short: "h" },
    },
  });
  const [calls, days] = [Number(values.calls), Number(values.days)];
  const until = new Date(`${values.until}T00:00:00Z`);
  const isGood =
    [calls, days].every((n) => Number.isInteger(n) && n > 0 && n <= 5_000_000) && !Number.isNaN(until.getTime());
  if (values.help || !isGood) {
    say(usage);
    return values.help ? 0 : 64;
  }
  await useInstallation();
  const organization = await findOrganization(values.organization);
  const removed = await removeSeeded(organization.id);
  if (removed > 0) say(`Removed ${removed} calls of an earlier run.`);
  if (values.remove) return 0;
  const plan = { organizationId: organization.id, seed: values.seed, until, days, ...(await castOf(organization.id)) };
  await write(plan, calls);
  await settle();
  say(`${organization.name}: ${calls} calls of the ${days} days before ${values.until}.`);
  return 0;
}

async function findOrganization(wanted: string | undefined): Promise<{ id: string; name: string }> {
  const { rows } = await withSystemSql("seed calls", (sql) =>
    sql.query<{ id: string; name: string }>(
      `select id, name from organizations where $1::text is null or account_id = upper($1) or lower(name) = lower($1)
       order by created_at, id limit 1`,
      [wanted ?? null],
    ),
  );
  if (!rows[0]) throw new Error(wanted ? `There is no organization ${wanted}.` : "There is no organization yet.");
  return rows[0];
}

/** In the order of the partitions, so that each statement touches few of them. */
async function removeSeeded(organizationId: string): Promise<number> {
  let removed = 0;
  for (;;) {
    const some = await withSystemSql("seed calls", async (sql) => {
      const { rows } = await sql.query<{ id: string }>(
        `select id from calls where organization_id = $1 and starts_with(provider_call_sid, $2) order by started_at limit 5000`,
        [organizationId, seedMark(organizationId)],
      );
      const values = [organizationId, rows.map(({ id }) => id)];
      for (const table of ["call_events", "segments", "turns", "call_words", "calls"])
        await sql.query(
          `delete from ${table} where organization_id = $1 and ${table === "calls" ? "id" : "call_id"} = any($2::uuid[])`,
          values,
        );
      return rows.length;
    });
    removed += some;
    if (some < 5000) return removed;
  }
}

async function castOf(organizationId: string): Promise<Pick<SeedPlan, "agents" | "author">> {
  return withSystemSql("seed calls", async (sql) => {
    const agents = await sql.query<SeedAgent>(
      `select a.id, a.name, a.business_id as "businessId", b.name as "businessName", b.time_zone as "timeZone", v.id as "versionId",
         v.number as version, v.config, coalesce((select e164 from phone_numbers where organization_id = $1 order by e164 limit 1),
           '+14155550100') as line
       from agents a join businesses b on b.organization_id = a.organization_id and b.id = a.business_id
         join lateral (select id, number, config from agent_versions v where v.organization_id = a.organization_id and v.agent_id = a.id
           order by number desc limit 1) v on true
       where a.organization_id = $1 order by a.id`,
      [organizationId],
    );
    const authors = await sql.query<{ id: string; name: string }>(
      `select u.id, u.name from memberships m join users u on u.id = m.user_id where m.organization_id = $1 order by m.created_at, u.id limit 1`,
      [organizationId],
    );
    const author = authors.rows[0];
    if (agents.rows.length === 0 || !author)
      throw new Error("The organization has no published agent, or nobody in it.");
    return { agents: agents.rows, author };
  });
}

async function write(plan: SeedPlan, calls: number): Promise<void> {
  for (let from = 0; from < calls; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, calls - from) }, (_, index) => seedCall(plan, from + index));
    await withSystemSql("seed calls", async (sql) => {
      await quicken(sql);
      await insertHistory(sql, some);
    });
    if ((from / AT_ONCE) % 10 === 9) say(`  ${from + some.length} of ${calls}`);
  }
}

/** As the database would by itself within minutes: what indexes may answer alone, and what it knows of the tables. */
async function settle(): Promise<void> {
  const owner = new pg.Client({ connectionString: database().url });
  try {
    await owner.connect();
    for (const table of ["calls", "call_words", "segments", "call_events", "call_notes"])
      await owner.query(`vacuum (analyze) ${table}`);
  } finally {
    await owner.end();
  }
}

/** What is lost with the machine can be made again. */
async function quicken(sql: PoolClient): Promise<void> {
  await sql.query("set local synchronous_commit = off; set local statement_timeout = 0");
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
