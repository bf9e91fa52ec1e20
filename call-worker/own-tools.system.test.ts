import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { sharedEnv } from "@/lib/env/shared";
import { getAgent } from "@/lib/services/agents/get-agent";
import { publishVersion } from "@/lib/services/agents/publish-version";
import { saveDraft } from "@/lib/services/agents/save-draft";
import { createTool } from "@/lib/services/tools/save-tool";
import { placeCall } from "@/scripts/drill/phone";
import { startTestStack, type TestStack } from "@/scripts/drill/test-stack";

let stack: TestStack;

beforeAll(async () => {
  // What is sealed here the worker is to open.
  stack = await startTestStack({ NEXTAUTH_SECRET: sharedEnv().NEXTAUTH_SECRET });
  await useDatabase(stack.dev.databaseUrl, 2);
});
afterAll(async () => {
  await closeDatabase();
  await stack.stop();
});

const KEY = "sandbox-business-key";

/** An organization whose agent may make tickets in the business's own system once the caller has agreed. */
async function withTickets() {
  const organization = await stack.organization();
  const { context, agentId } = organization;
  const spec = {
    name: "make_ticket",
    title: "Make a ticket",
    description: "Makes a ticket for something that is broken.",
    method: "POST",
    address: `${stack.dev.sandboxUrl}/business/api/tickets`,
    auth: { kind: "bearer" },
    parameters: [
      { name: "subject", description: "What is broken", place: "body" },
      { name: "phone", place: "body", source: "caller_number", required: false },
    ],
    result: [{ name: "number", path: "ticket.number" }],
    effect: "changes",
    confirm: "caller",
  };
  const tool = await createTool(context, { spec, secret: KEY });
  const { draft } = await getAgent(context, agentId);
  const config = { ...draft.config, customTools: [tool.id] };
  const saved = await saveDraft(context, agentId, { config, expectedRevision: draft.revision });
  await publishVersion(context, agentId, { expectedRevision: saved.draft.revision, note: "" });
  return organization;
}

const tickets = async () => {
  const headers = { authorization: `Bearer ${KEY}` };
  const response = await fetch(`${stack.dev.sandboxUrl}/business/api/tickets`, { headers });
  return ((await response.json()) as { tickets: { subject: string }[] }).tickets.map(({ subject }) => subject);
};

test("what a caller has to agree to is read out, done after their yes and not after their no", async () => {
  const { phoneNumber } = await withTickets();
  const refused = await placeCall(stack.dev.sandboxUrl, phoneNumber, [
    "Please make a ticket that the heating is broken.",
    "No, thank you.",
  ]);
  const of = (record: readonly { type: string }[], type: string) => record.filter((event) => event.type === type);
  const without = await stack.recordOf(refused);
  expect(of(without, "tool.called")).toMatchObject([{ name: "make_ticket", title: "Make a ticket" }]);
  expect(JSON.stringify(of(without, "answer.written"))).toMatch(/heating is broken.* Shall I do that\?/i);
  expect((await tickets()).join()).not.toMatch(/heating/i);

  const agreed = await placeCall(stack.dev.sandboxUrl, phoneNumber, [
    "Please make a ticket that the window is stuck.",
    "Yes, please.",
    "Thank you. Goodbye.",
  ]);
  const record = await stack.recordOf(agreed);
  const uses = of(record, "tool.called").filter((event) => "name" in event && event.name === "make_ticket");
  expect(uses).toHaveLength(2);
  expect((await tickets()).filter((subject) => /window/i.test(subject))).toHaveLength(1);
});
