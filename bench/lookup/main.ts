import { parseArgs } from "node:util";
import { v7 as uuidv7 } from "uuid";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { lookUpCaller } from "@/lib/services/around-call/look-up-caller";
import { createTestDatabase, createTestOrganization, startTestServer, withOwner } from "@/scripts/test/database";

/**
 * npm run bench:lookup -- [--json] [--calls N] [--times N]: how long own records take to say who calls, among N calls of one business: of a number with
 * 200 calls that were looked over and 20 notes for the next one, and of one that never called. Ends with 1 when one of a hundred is slower than what an
 * answer waits for.
 */
const { values } = parseArgs({
  options: { json: { type: "boolean" }, calls: { type: "string" }, times: { type: "string" } },
});
const calls = Number(values.calls ?? 100_000);
const times = Number(values.times ?? 300);
/** call-worker/caller-lookup.ts, LOOKUP_MS. */
const LIMIT_MS = 300;
const OFTEN = "+14155550134";
const OF_NUMBER = 200;

const server = await startTestServer();
try {
  const database = await createTestDatabase(server.url);
  await useDatabase(database.url, 4);
  const { organizationId, businessId, agentId, agentVersionId, context } = await createTestOrganization(database.url);
  await withOwner(database.url, async (sql) => {
    await sql.query(
      `insert into calls (organization_id, id, business_id, agent_id, agent_version_id, direction, from_number, to_number, status, call_day, started_at,
         answered_at, ended_at, duration_ms)
       select $1, gen_random_uuid(), $2, $3, $4, 'inbound', case when n <= $6 then $7 else '+1415' || lpad((n % 40000)::text, 7, '0') end,
         '+14155550100', 'completed', date '2026-06-10', at, at, at + interval '1 minute', 60000
       from generate_series(1, $5::int) n cross join lateral (select timestamptz '2026-06-10T17:00:00Z' - n * interval '3 minutes' as at) t`,
      [organizationId, businessId, agentId, agentVersionId, calls, OF_NUMBER, OFTEN],
    );
    const fields = Array.from({ length: 20 }, (_, n) => ({ key: `f${n}`, label: `Field ${n}`, value: "x".repeat(80) }));
    await sql.query(
      `insert into call_analyses (organization_id, call_id, business_id, state, due_at, result)
       select organization_id, id, business_id, 'done', now(), $2::jsonb from calls where organization_id = $1`,
      [organizationId, JSON.stringify({ fields })],
    );
    await sql.query(
      `insert into call_notes (organization_id, id, call_id, author_id, author_name, text, tags)
       select organization_id, gen_random_uuid(), id, gen_random_uuid(), 'A', repeat('word ', 60), array['next call'] from calls
       where organization_id = $1 and (from_number <> $2 or started_at > timestamptz '2026-06-10T16:00:00Z')`,
      [organizationId, OFTEN],
    );
    await sql.query("analyze");
  });
  const measure = async (number: string) => {
    const took: number[] = [];
    let known = 0;
    for (let n = 0; n < times; n += 1) {
      const begunAt = performance.now();
      const caller = { businessId, callId: uuidv7(), number, timeZone: "UTC", mayUseName: true };
      known = (await lookUpCaller(context, caller)).length;
      took.push(performance.now() - begunAt);
    }
    took.sort((a, b) => a - b);
    const at = (share: number) => Number((took[Math.floor((took.length - 1) * share)] ?? 0).toFixed(2));
    return { known, p50Ms: at(0.5), p99Ms: at(0.99), mostMs: at(1) };
  };
  const result = { calls, times, often: await measure(OFTEN), never: await measure("+14155559999") };
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else
    for (const [who, { known, p50Ms, p99Ms, mostMs }] of Object.entries({
      "called 200 times": result.often,
      "never called": result.never,
    }))
      process.stdout.write(`${who}: ${known} things known, p50 ${p50Ms} ms, p99 ${p99Ms} ms, at most ${mostMs} ms\n`);
  if (Math.max(result.often.p99Ms, result.never.p99Ms) > LIMIT_MS) process.exitCode = 1;
  await closeDatabase();
} finally {
  await server.stop();
}
