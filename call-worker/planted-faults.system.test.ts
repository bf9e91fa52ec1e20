import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { IntegrationsEnvironment } from "@/lib/env/integrations";
import { sharedEnv } from "@/lib/env/shared";
import { getAgent } from "@/lib/services/agents/get-agent";
import { publishVersion } from "@/lib/services/agents/publish-version";
import { saveDraft } from "@/lib/services/agents/save-draft";
import { saveAppointmentBook } from "@/lib/services/appointments/outside/book-settings";
import { checkEntries } from "@/lib/services/appointments/outside/check-entries";
import { connectGoogle } from "@/lib/services/appointments/testing/google-line";
import { plantServices } from "@/lib/services/appointments/testing/plant-services";
import { integrationDeps } from "@/lib/services/integrations/installation";
import { searchOutcomes } from "@/lib/services/proof/search-outcomes";
import { createTool } from "@/lib/services/tools/save-tool";
import { placeCall } from "@/scripts/drill/phone";
import { type StoredEvent, startTestStack, type TestStack } from "@/scripts/drill/test-stack";

/* Systems that say yes and do something else, over real sockets: what the caller hears is what stands there, or they are told, and so are people. */

let stack: TestStack;
beforeAll(async () => {
  // What is sealed here the worker is to open.
  stack = await startTestStack({ NEXTAUTH_SECRET: sharedEnv().NEXTAUTH_SECRET });
  await useDatabase(stack.dev.databaseUrl, 4);
});
afterAll(async () => {
  await closeDatabase();
  await stack.stop();
});

type Seen = { accounts: { calendars: { events: { status: string; start: { dateTime: string } }[] }[] }[] };
const said = (record: readonly StoredEvent[]): string =>
  record.flatMap(({ type, text }) => (type === "answer.written" ? [String(text)] : [])).join(" ");

/** A business whose appointments stand in the sandbox's Google Calendar. */
async function inGoogle() {
  const own = await stack.organization({ tools: ["find_appointments", "hold_appointment", "book_appointment"] });
  const { context, businessId, organizationId } = own;
  await plantServices({ context, businessId }, { staff: ["Anna"] });
  const { sandboxUrl } = stack.dev;
  const env = IntegrationsEnvironment.parse({
    GOOGLE_OAUTH_CLIENT_ID: "sandbox.apps.googleusercontent.com",
    GOOGLE_OAUTH_CLIENT_SECRET: "GOCSPX-sandbox",
    GOOGLE_API_URL: `${sandboxUrl}/google`,
  });
  const account = `${businessId}@example.test`;
  const depsAt = (now: () => Date) => integrationDeps({ allow: [new URL(sandboxUrl).host], now }, env);
  await connectGoogle(
    context,
    account,
    depsAt(() => new Date()),
  );
  await saveAppointmentBook(context, businessId, { kind: "google_calendar", calendarId: "primary" });
  const there = async () => {
    const { accounts } = await stack.sandbox<Seen>("GET", `/control/google?account=${account}`);
    return (accounts[0]?.calendars[0]?.events ?? [])
      .filter(({ status }) => status === "confirmed")
      .map(({ start }) => Date.parse(start.dateTime));
  };
  const booked = () =>
    withTenant(organizationId, async (tx) =>
      (await tx.appointment.findMany({ where: { state: "booked" } })).map(({ startsAt }) => startsAt.getTime()),
    );
  const checkedIn = (minutes: number) => {
    const later = () => new Date(Date.now() + minutes * 60_000);
    return checkEntries(depsAt(later), later);
  };
  const book = async () => {
    const call = await placeCall(sandboxUrl, own.phoneNumber, [
      "I'd like to book an appointment for tomorrow, please.",
      "The first one, please.",
      "My name is Mia Chen.",
      "Thank you. Goodbye.",
    ]);
    return stack.recordOf(call);
  };
  return { ...own, there, booked, checkedIn, book };
}
const plant = (vendor: string, operation: string, kind: string) =>
  stack.sandbox("POST", "/sandbox/faults", { vendor, operation, kind, count: 1 });

describe("a calendar that says that it is done", () => {
  test("and does something else: what each caller hears stands there once, or nothing does", async () => {
    // Each entry that is made takes the next fault, whoever's it is.
    for (const kind of ["no-write", "wrong-slot", "hour-off", "duplicate"])
      await plant("google", "events.insert", kind);
    const businesses = await Promise.all([1, 2, 3, 4].map(inGoogle));
    await Promise.all(
      businesses.map(async ({ book, booked, there, context }) => {
        const isSaid = /You are booked for/.test(said(await book()));
        const mine = await booked();
        expect(mine).toHaveLength(isSaid ? 1 : 0);
        expect(await there()).toEqual(mine);
        const { outcomes } = await searchOutcomes(context);
        if (isSaid)
          expect(outcomes).toMatchObject([{ tool: "book_appointment", verdict: "same", said: expect.any(String) }]);
      }),
    );
    const { faults } = await stack.sandbox<{ faults: { vendor: string }[] }>("GET", "/sandbox/faults");
    expect(faults.filter(({ vendor }) => vendor === "google")).toEqual([]);
  });

  test("and takes it back when the call is over: people are told which appointment it is", async () => {
    const { book, booked, there, checkedIn, organizationId } = await inGoogle();
    await plant("google", "events.insert", "late-failure");
    expect(said(await book())).toMatch(/You are booked for/);
    expect(await there()).toEqual(await booked());
    await stack.sandbox("POST", "/control/google/late-failures", {});
    expect(await there()).toEqual([]);
    expect(await checkedIn(3)).toMatchObject({ changed: 1 });
    const news = await withTenant(organizationId, (tx) => tx.notification.findMany({ select: { title: true } }));
    expect(JSON.stringify(news)).toMatch(/not in Google Calendar any more/);
  });
});

const KEY = "sandbox-business-key";

test("a business's own system that keeps nothing: the agent takes it back before the goodbye, and the record has both", async () => {
  const { context, agentId, phoneNumber } = await stack.organization();
  const address = `${stack.dev.sandboxUrl}/business/api/tickets`;
  const spec = {
    name: "make_ticket",
    title: "Make a ticket",
    description: "Makes a ticket for something that is broken.",
    method: "POST",
    address,
    auth: { kind: "bearer" },
    parameters: [{ name: "subject", description: "What is broken", place: "body" }],
    effect: "changes",
    readBack: { address, list: "tickets", compare: [{ path: "subject", with: "subject" }] },
  };
  const tool = await createTool(context, { spec, secret: KEY });
  const { draft } = await getAgent(context, agentId);
  const config = { ...draft.config, customTools: [tool.id] };
  const saved = await saveDraft(context, agentId, { config, expectedRevision: draft.revision });
  await publishVersion(context, agentId, { expectedRevision: saved.draft.revision, note: "" });
  await plant("business", "tickets.create", "no-write");
  const call = await placeCall(stack.dev.sandboxUrl, phoneNumber, [
    "Please make a ticket that the cellar door is stuck.",
    "Thank you. Goodbye.",
  ]);
  const record = await stack.recordOf(call);
  expect(said(record)).toMatch(/That is done.*I have just checked, and it is not there/);
  const { outcomes } = await searchOutcomes(context);
  expect(outcomes).toMatchObject([{ tool: "make_ticket", verdict: "absent", corrected: true, toldAt: null }]);
});
