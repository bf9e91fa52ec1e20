import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { withSystem, withSystemSql } from "@/lib/db/transaction";
import { createApiKey } from "@/lib/services/api-keys/create";
import { revokeApiKey } from "@/lib/services/api-keys/revoke";
import { memberContext } from "@/lib/services/context";
import { randomOf } from "@/prisma/demo/random";
import { useInstallation } from "@/scripts/start/local-environment";
import { percentiles } from "../calls/percentiles";
import { type Asked, listQuery, type Place, searchQuery } from "./queries";

/** How long lists and searches of calls take over REST: `npm run bench:api -- --json`. */

const usage = `npm run bench:api -- [--json] [--requests 300] [--organization AYB-…] [--url http://…] [--out FILE]

Asks a running installation (npm start) over REST for pages of calls, with varied filters and orders, and searches in what was said; half of
the pages are gone on from. Make a history first: npm run seed:calls -- --calls 100000
  --json        prints the report alone: { calls, listMs: { p50, p95 }, searchMs: { p50, p95 }, … }
  --requests N  of each kind (default 300)
  --slow N      says which N requests of each kind were slowest
  --out FILE    writes the report there as well`;

const BARS = { listP95Ms: 100, searchP95Ms: 200 };
const WARM_UP = 20;

type Timed = { ms: number; asked: Asked };

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      requests: { type: "string", default: "300" },
      organization: { type: "string" },
      url: { type: "string" },
      slow: { type: "string", default: "0" },
      out: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const requests = Number(values.requests);
  if (values.help || !Number.isInteger(requests) || requests < 1) {
    process.stdout.write(`${usage}\n`);
    return values.help ? 0 : 64;
  }
  const say = (line: string) => void (values.json || process.stdout.write(`${line}\n`));
  await useInstallation();
  const url = values.url ?? process.env.PUBLIC_WEB_URL;
  if (!url) throw new Error("Where is the product? Start it (npm start), or give --url.");
  const { place, calls, context } = await placeOf(values.organization);
  const key = await createApiKey(context, { name: "Benchmark of the REST API", scopes: ["calls.read"] });
  try {
    const ask = asker(url, key.key);
    const random = randomOf("bench of the API");
    for (let n = 0; n < WARM_UP; n++) await ask(n % 2 ? searchQuery(place, random) : listQuery(place, random));
    const lists = await measure(ask, requests, () => listQuery(place, random), random);
    const searches = await measure(ask, requests, () => searchQuery(place, random), random);
    const of = (timed: readonly Timed[]) => percentiles(timed.map(({ ms }) => ms));
    const [list, search] = [of(lists), of(searches)];
    const holds = list.p95 < BARS.listP95Ms && search.p95 < BARS.searchP95Ms;
    const report = { calls, listMs: list, searchMs: search, bars: { ...BARS, holds }, machine: machine() };
    const text = JSON.stringify(report, null, 2);
    if (values.json) process.stdout.write(`${text}\n`);
    if (values.out) {
      mkdirSync(path.dirname(values.out), { recursive: true });
      writeFileSync(values.out, `${text}\n`);
    }
    say(`${calls} calls, ${list.count} lists: p50 ${list.p50} ms, p95 ${list.p95} ms, longest ${list.max} ms`);
    say(
      `${calls} calls, ${search.count} searches: p50 ${search.p50} ms, p95 ${search.p95} ms, longest ${search.max} ms`,
    );
    for (const timed of [lists, searches])
      for (const { ms, asked } of [...timed].sort((a, b) => b.ms - a.ms).slice(0, Number(values.slow)))
        say(`  ${ms.toFixed(0)} ms ${JSON.stringify(asked)}`);
    return 0;
  } finally {
    await revokeApiKey(context, key.id);
  }
}

async function placeOf(wanted: string | undefined) {
  const found = await withSystemSql("bench of the API", async (sql) => {
    const { rows } = await sql.query<{ id: string; user_id: string; name: string }>(
      `select o.id, m.user_id, u.name from organizations o join memberships m on m.organization_id = o.id and m.role = 'owner'
         join users u on u.id = m.user_id
       where $1::text is null or o.account_id = upper($1) or lower(o.name) = lower($1) order by o.created_at, o.id limit 1`,
      [wanted ?? null],
    );
    const owner = rows[0];
    if (!owner) throw new Error("There is no such organization with an owner.");
    const known = await sql.query<{ calls: number; newest: Date | null }>(
      "select count(*)::int as calls, max(started_at) as newest from calls where organization_id = $1",
      [owner.id],
    );
    return { owner, ...known.rows[0]! };
  });
  const { owner, calls, newest } = found;
  const [agents, businesses] = await withSystem("bench of the API", async (tx) => [
    await tx.agent.findMany({ where: { organizationId: owner.id }, select: { id: true } }),
    await tx.business.findMany({ where: { organizationId: owner.id }, select: { id: true } }),
  ]);
  const ids = (rows: readonly { id: string }[] = []) => rows.map(({ id }) => id);
  const place: Place = { agentIds: ids(agents), businessIds: ids(businesses), newest: newest ?? new Date() };
  const member = { userId: owner.user_id, name: owner.name, organizationId: owner.id, role: "owner" as const };
  return { place, calls, context: memberContext(member, { requestId: `bench-${randomUUID()}` }) };
}

/** The whole answer's time, read to its end. Where the plan's requests of a minute are used up the bench waits, and counts nothing of that. */
function asker(origin: string, key: string) {
  return async (asked: Asked): Promise<{ ms: number; nextCursor: string | null }> => {
    const url = new URL("/api/v1/calls", origin);
    for (const [name, value] of Object.entries(asked))
      for (const one of typeof value === "string" ? [value] : value) url.searchParams.append(name, one);
    for (;;) {
      const begun = performance.now();
      const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
      const text = await response.text();
      const ms = performance.now() - begun;
      if (response.status === 429) {
        await wait((Number(response.headers.get("retry-after")) || 1) * 1000);
        continue;
      }
      if (response.status !== 200) throw new Error(`${response.status} for ${url}: ${text.slice(0, 300)}`);
      return { ms, nextCursor: (JSON.parse(text) as { nextCursor: string | null }).nextCursor };
    }
  };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function measure(ask: ReturnType<typeof asker>, count: number, next: () => Asked, random: () => number) {
  const timed: Timed[] = [];
  while (timed.length < count) {
    const asked = next();
    const first = await ask(asked);
    timed.push({ ms: first.ms, asked });
    if (first.nextCursor && random() < 0.5 && timed.length < count) {
      const more = { ...asked, cursor: first.nextCursor };
      timed.push({ ms: (await ask(more)).ms, asked: more });
    }
  }
  return timed;
}

const machine = () => ({
  cpu: os.cpus()[0]?.model ?? "",
  cores: os.cpus().length,
  loadAverage: os.loadavg().map((load) => Math.round(load * 10) / 10),
  node: process.version,
  at: new Date().toISOString(),
});

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
