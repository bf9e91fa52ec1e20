import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { IntegrationsEnvironment } from "@/lib/env/integrations";
import { sharedEnv } from "@/lib/env/shared";
import { getAgent } from "@/lib/services/agents/get-agent";
import { publishVersion } from "@/lib/services/agents/publish-version";
import { saveDraft } from "@/lib/services/agents/save-draft";
import { integrationDeps } from "@/lib/services/integrations/installation";
import { placeCall } from "@/scripts/drill/phone";
import { startTestStack, type TestStack } from "@/scripts/drill/test-stack";
import { connectOnPage } from "@/lib/services/appointments/testing/google-line";

/** Whole calls in which something is done in the business's HubSpot, over its real wire. */

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

type Seen = { accounts: { objects: { id: string; type: string; properties: Record<string, string> }[] }[] };

/** An organization with a HubSpot account of its own, whose agent may make tickets there. */
async function withHubspot() {
  const organization = await stack.organization({ tools: ["end_call"] });
  const { context, agentId, organizationId } = organization;
  const env = IntegrationsEnvironment.parse({
    HUBSPOT_OAUTH_CLIENT_ID: "sandbox-hubspot-client",
    HUBSPOT_OAUTH_CLIENT_SECRET: "sandbox-hubspot-secret",
    HUBSPOT_API_URL: `${stack.dev.sandboxUrl}/hubspot`,
  });
  const account = `${organizationId}.test`;
  await connectOnPage(context, "hubspot", account, integrationDeps({ allow: [], now: () => new Date() }, env));
  const tool = await withTenant(organizationId, (tx) =>
    tx.tool.findFirstOrThrow({ where: { organizationId, vendor: "hubspot", action: "create_ticket" } }),
  );
  const { draft } = await getAgent(context, agentId);
  const config = { ...draft.config, customTools: [tool.id] };
  const saved = await saveDraft(context, agentId, { config, expectedRevision: draft.revision });
  await publishVersion(context, agentId, { expectedRevision: saved.draft.revision, note: "" });
  const tickets = async () => {
    const { accounts } = await stack.sandbox<Seen>("GET", `/control/hubspot?account=${account}`);
    return (accounts[0]?.objects ?? []).filter(({ type }) => type === "tickets");
  };
  return { ...organization, tickets };
}

const ASKED = [
  "Please make a ticket that the heating is broken.",
  "The radiators have been cold since this morning.",
  "Thank you. Goodbye.",
];
const of = (record: readonly { type: string }[], type: string) => record.filter((event) => event.type === type);
const saidIn = (record: readonly { type: string }[]) =>
  of(record, "answer.written").map((event) => ("text" in event ? String(event.text) : ""));

/** What was found of what was done, once the call is over. */
const outcomesOf = (organizationId: string) =>
  withTenant(organizationId, (tx) =>
    tx.callOutcome.findMany({ where: { organizationId }, select: { name: true, verdict: true } }),
  );

test("a ticket that a caller asks for stands in HubSpot, and in the record of the call", async () => {
  const { phoneNumber, organizationId, tickets } = await withHubspot();
  const record = await stack.recordOf(await placeCall(stack.dev.sandboxUrl, phoneNumber, ASKED));
  const made = await tickets();
  expect(made).toMatchObject([
    { properties: { subject: expect.stringMatching(/cold/), content: expect.stringMatching(/Called from \+/) } },
  ]);
  const [finished] = of(record, "tool.finished");
  expect(finished).toMatchObject({
    name: "hubspot_create_ticket",
    ok: true,
    output: { answer: { ticket: made[0]?.id } },
  });
  expect(saidIn(record).join(" ")).toMatch(/Ticket is/);
  expect(saidIn(record).join(" ")).not.toMatch(/correct myself/);
  expect(await outcomesOf(organizationId)).toEqual([{ name: "hubspot_create_ticket", verdict: "same" }]);
});

test("of a ticket that HubSpot says it made and did not, the caller hears before the goodbye that it is not done", async () => {
  const { phoneNumber, organizationId, tickets } = await withHubspot();
  const fault = { vendor: "hubspot", operation: "tickets.create", kind: "no-write", count: 1 };
  await stack.sandbox("POST", "/sandbox/faults", fault);
  const record = await stack.recordOf(await placeCall(stack.dev.sandboxUrl, phoneNumber, ASKED));
  expect(await tickets()).toEqual([]);
  const said = saidIn(record);
  const corrected = said.findIndex((text) => /not there, so it is not done/.test(text));
  expect(corrected).toBeGreaterThan(0);
  expect(said.findIndex((text) => /Goodbye/.test(text))).toBeGreaterThan(corrected);
  expect(await outcomesOf(organizationId)).toEqual([{ name: "hubspot_create_ticket", verdict: "absent" }]);
});
