import { afterAll, beforeAll, expect, it } from "vitest";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { CallEvent } from "@/lib/contracts/live/events";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { replayCall } from "@/lib/domain/live-call/apply-event";
import { signIn } from "@/lib/services/auth/sign-in";
import { getCall } from "@/lib/services/calls/get-call";
import { listCalls } from "@/lib/services/calls/list-calls";
import { getEscalation, listEscalations } from "@/lib/services/escalations/list-escalations";
import { listHumanAgents } from "@/lib/services/human-agents/list-human-agents";
import { memberContext } from "@/lib/services/context";
import { createTestDatabase, type TestDatabase, withOwner } from "@/scripts/test/database";
import { DEMO_EMAIL, DEMO_PASSWORD, DEMO_PHONE_NUMBER } from "./demo/organizations";
import { seedDemo } from "./seed";

let test: TestDatabase;
const now = new Date("2026-06-10T21:00:00Z");

beforeAll(async () => {
  test = await createTestDatabase();
  await seedDemo(test.url, now);
  await useDatabase(test.url, 2);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const counts = () =>
  withOwner(test.url, async (sql) => {
    const tables = [
      "organizations",
      "users",
      "agent_versions",
      "phone_numbers",
      "calls",
      "call_events",
      "segments",
      "turns",
      "messages",
      "human_agents",
      "escalations",
      "escalation_offers",
      "appointments",
      "appointment_claims",
    ];
    const result: Record<string, number> = {};
    for (const table of tables) {
      const { rows } = await sql.query<{ n: number }>(`select count(*)::int as n from ${table}`);
      result[table] = rows[0]?.n ?? 0;
    }
    return result;
  });

it("changes nothing when it runs again, and adds the days since when it runs later", async () => {
  const before = await counts();
  expect(before["calls"]).toBeGreaterThan(250);
  expect(before["escalations"]).toBeGreaterThan(10);
  expect(before["appointments"]).toBeGreaterThan(10);
  expect(before["appointment_claims"]).toBe(before["appointments"]);
  await seedDemo(test.url, now);
  expect(await counts()).toEqual(before);
  await seedDemo(test.url, new Date(now.getTime() + 3 * 86_400_000));
  expect((await counts())["calls"]).toBeGreaterThan(before["calls"]!);
});

it("has the answered calls of the last weeks looked over where that costs nothing, each once and the latest first", async () => {
  const due = () =>
    withOwner(test.url, async (sql) => {
      const { rows } = await sql.query<{ answered: boolean; at: Date; due: Date }>(
        `select c.answered_at is not null as answered, c.started_at as at, a.due_at as due from call_analyses a
         join calls c on c.organization_id = a.organization_id and c.id = a.call_id
         where a.organization_id = (select organization_id from phone_numbers where e164 = $1) order by a.due_at`,
        [DEMO_PHONE_NUMBER],
      );
      return rows;
    });
  expect(await due()).toEqual([]);
  const later = new Date(now.getTime() + 3 * 86_400_000);
  await seedDemo(test.url, later, true);
  const first = await due();
  expect(first.length).toBeGreaterThan(100);
  expect(first.every(({ answered }) => answered)).toBe(true);
  expect(first.map(({ at }) => at.getTime())).toEqual(first.map(({ at }) => at.getTime()).sort((a, b) => b - a));
  await seedDemo(test.url, later, true);
  expect(await due()).toEqual(first);
});

it("lets the demo's person in and shows calls that the product could have written", async () => {
  const user = await signIn({ email: DEMO_EMAIL, password: DEMO_PASSWORD }, { requestId: "r1" });
  const membership = user.memberships[0]!;
  const context = memberContext({ ...user, ...membership }, { requestId: "r1" });
  const { calls } = await listCalls(context, { limit: 100 });
  expect(calls).toHaveLength(100);
  const kinds = new Set<string>();
  for (const { id } of calls) {
    const { call, events } = await getCall(context, id);
    events.forEach((event, index) => {
      expect(CallEvent.safeParse(event).error).toBeUndefined();
      expect(event.seq).toBe(index + 1);
      if (index > 0) expect(event.at >= events[index - 1]!.at).toBe(true);
      kinds.add(event.body.type);
    });
    if (call.answeredAt === null) continue;
    const replayed = replayCall(events);
    expect(replayed.phase).toBe("ended");
    expect(replayed.ended?.disposition).toBe(call.disposition);
    expect(Date.parse(call.endedAt!)).toBeLessThanOrEqual(now.getTime() + 3 * 86_400_000);
    const heard = replayed.items.filter((item) => item.kind === "answer" && item.outcome?.interrupted);
    expect(heard).toHaveLength(call.interruptions);
  }
  for (const kind of ["tool.finished", "barge_in.committed", "message.taken", "call.transferring", "model.chosen"])
    expect(kinds).toContain(kind);
  const people = await listHumanAgents(context);
  // Nobody's telephone rings because somebody tries the demo.
  expect(people.map(({ name, status }) => [name, status])).toEqual([
    ["Ben Okafor", "offline"],
    ["Marcus Lee", "offline"],
  ]);
  const { escalations } = await listEscalations(context, {});
  for (const { id } of escalations) {
    const { packet, offers } = await getEscalation(context, id);
    expect(packet).not.toBeNull();
    expect(offers).toHaveLength(1);
  }
  expect(new Set(escalations.map(({ state }) => state))).toEqual(new Set(["callback", "completed", "abandoned"]));
});

it("gives every agent one published version with a valid configuration, and its line", async () => {
  const { rows } = await withOwner(test.url, (sql) =>
    sql.query<{ config: unknown }>("select config from agent_versions where state = 'published'"),
  );
  expect(rows).toHaveLength(5);
  for (const { config } of rows) expect(AgentConfig.parse(config)).toEqual(config);
  const lines = await withOwner(test.url, (sql) =>
    sql.query("select a.name from phone_numbers p join agents a on a.id = p.agent_id where p.e164 = $1", [
      DEMO_PHONE_NUMBER,
    ]),
  );
  expect(lines.rows).toEqual([{ name: "Front desk" }]);
});
