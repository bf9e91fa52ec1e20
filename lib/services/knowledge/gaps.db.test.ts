import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { listGaps } from "./list-gaps";
import { noteGaps } from "./note-gaps";
import { noteOpenQuestions } from "./note-open-questions";
import { dismissGap, reopenGap } from "./settle-gap";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 3);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const at = (minute: number) => new Date(Date.UTC(2026, 5, 10, 20, minute));

it("what a call could not answer is noted from its record, once; a test is no caller", async () => {
  const organization = await createTestOrganization(test.url);
  const body = { type: "question.unanswered", turnId: "a3", question: "Do you do braces?" } as const;
  const call = { startedAt: new Date(), events: [{ seq: 1, body }] };
  const [, tried] = await plantCalls(test.url, organization, [call, call]);
  await withOwner(test.url, (sql) => sql.query("update calls set kind = 'test' where id = $1", [tried]));
  expect(await noteOpenQuestions()).toBe(1);
  expect(await noteOpenQuestions()).toBe(0);
  const { groups } = await listGaps(organization.context, { businessId: organization.businessId });
  expect(groups).toMatchObject([{ question: "Do you do braces?" }]);
});

it("what callers ask in other words is one question, counted, with its wordings and calls", async () => {
  const { context, businessId, organizationId } = await createTestOrganization(test.url);
  const [first, second] = [randomUUID(), randomUUID()];
  const call = {
    callId: first,
    businessId,
    questions: [
      { turnId: "c3", text: "Do you take Delta insurance?", askedAt: at(1) },
      { turnId: "c5", text: "Is there parking?", askedAt: at(2) },
      { turnId: "c6", text: "  ", askedAt: at(3) },
    ],
  };
  expect(await noteGaps(organizationId, call)).toBe(2);
  // A worker that comes back closes the call again.
  expect(await noteGaps(organizationId, call)).toBe(0);
  const again = { turnId: "c2", text: "um do you accept delta dental insurance", askedAt: at(9) };
  await noteGaps(organizationId, { callId: second, businessId, questions: [again] });

  const { groups, nextCursor } = await listGaps(context, { businessId, limit: 1 });
  expect(groups).toMatchObject([
    {
      question: again.text,
      count: 2,
      state: "open",
      firstAskedAt: at(1).toISOString(),
      lastAskedAt: at(9).toISOString(),
      examples: [
        { question: again.text, callId: second, askedAt: at(9).toISOString() },
        { question: "Do you take Delta insurance?", callId: first, askedAt: at(1).toISOString() },
      ],
      answer: null,
    },
  ]);
  const rest = await listGaps(context, { businessId, limit: 1, cursor: nextCursor ?? "" });
  expect(rest).toMatchObject({ groups: [{ question: "Is there parking?", count: 1 }], nextCursor: null });
});

it("what was dismissed stays so however often it is asked, until somebody takes it back", async () => {
  const { context, businessId, organizationId } = await createTestOrganization(test.url);
  const ask = (text: string, minute: number) =>
    noteGaps(organizationId, {
      callId: randomUUID(),
      businessId,
      questions: [{ turnId: "c1", text, askedAt: at(minute) }],
    });
  await ask("Do you sell gift cards?", 1);
  const [group] = (await listGaps(context, { businessId })).groups;
  await dismissGap(context, group?.id ?? "");
  await ask("can I buy a gift card", 2);
  expect((await listGaps(context, { businessId })).groups).toEqual([]);
  expect((await listGaps(context, { businessId, state: "dismissed" })).groups).toMatchObject([{ count: 2 }]);
  await reopenGap(context, group?.id ?? "");
  expect((await listGaps(context, { businessId })).groups).toMatchObject([{ id: group?.id, count: 2, state: "open" }]);
});

it("calls that end together do not begin two groups of one question", async () => {
  const { context, businessId, organizationId } = await createTestOrganization(test.url);
  const questions = [{ turnId: "c1", text: "Is there parking?", askedAt: at(1) }];
  await Promise.all([1, 2, 3].map(() => noteGaps(organizationId, { callId: randomUUID(), businessId, questions })));
  expect((await listGaps(context, { businessId })).groups).toMatchObject([{ count: 3 }]);
});
