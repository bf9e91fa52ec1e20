import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { IntegrationsEnvironment } from "@/lib/env/integrations";
import { sharedEnv } from "@/lib/env/shared";
import { saveAppointmentBook } from "@/lib/services/appointments/outside/book-settings";
import { listEventTypes } from "@/lib/services/appointments/outside/event-types";
import { connectGoogle, connectOnPage } from "@/lib/services/appointments/testing/google-line";
import { plantServices } from "@/lib/services/appointments/testing/plant-services";
import { integrationDeps } from "@/lib/services/integrations/installation";
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

test("a caller books by telephone what stands in Calendly, once they have spelled their e-mail address", async () => {
  const { context, businessId, phoneNumber } = await stack.organization({
    tools: ["find_appointments", "hold_appointment", "book_appointment"],
  });
  const { service } = await plantServices({ context, businessId }, { staff: ["Anna"] });
  const { sandboxUrl } = stack.dev;
  const env = IntegrationsEnvironment.parse({
    CALENDLY_OAUTH_CLIENT_ID: "sandbox-calendly",
    CALENDLY_OAUTH_CLIENT_SECRET: "sandbox-calendly-secret",
    CALENDLY_API_URL: `${sandboxUrl}/calendly`,
  });
  const deps = integrationDeps({ allow: [], now: () => new Date() }, env);
  const account = `${businessId}@example.test`;
  const hours = { days: [0, 1, 2, 3, 4, 5, 6], from: "09:00", until: "17:00", everyMinutes: 60 };
  const visit = { name: "Visit", slug: "visit", durationMinutes: 60, hours, locations: [{ kind: "outbound_call" }] };
  await stack.sandbox("PUT", "/control/calendly/accounts", {
    ...{ account, timeZone: "America/Los_Angeles", eventTypes: [visit] },
  });
  await connectOnPage(context, "calendly", account, deps);
  const [type] = await listEventTypes(context, deps);
  const services = { [service.id]: type?.id ?? "" };
  await saveAppointmentBook(context, businessId, { kind: "calendly", services }, new Date(), deps);
  const call = await placeCall(sandboxUrl, phoneNumber, [
    "I'd like to book an appointment for tomorrow, please.",
    "The first one, please.",
    "My name is Mia Chen.",
    "It is mia dot chen at example dot com.",
    "Thank you. Goodbye.",
  ]);
  const record = await stack.recordOf(call);
  expect(JSON.stringify(record.filter(({ type: kind }) => kind === "answer.written"))).toMatch(/You are booked for/);
  const { accounts } = await stack.sandbox<SeenThere>("GET", `/control/calendly?account=${account}`);
  expect(accounts[0]?.events).toMatchObject([
    { status: "active", invitees: [{ name: "Mia Chen", email: "mia.chen@example.com" }] },
  ]);
});

type SeenThere = { accounts: { events: { status: string; invitees: { name: string; email: string }[] }[] }[] };
type Seen = { accounts: { calendars: { events: { summary: string; status: string }[] }[] }[] };

test("a caller books by telephone, and it stands in the business's Google Calendar", async () => {
  const { context, businessId, phoneNumber } = await stack.organization({
    tools: ["find_appointments", "hold_appointment", "book_appointment"],
  });
  await plantServices({ context, businessId }, { staff: ["Anna"] });
  const { sandboxUrl } = stack.dev;
  const env = IntegrationsEnvironment.parse({
    GOOGLE_OAUTH_CLIENT_ID: "sandbox.apps.googleusercontent.com",
    GOOGLE_OAUTH_CLIENT_SECRET: "GOCSPX-sandbox",
    GOOGLE_API_URL: `${sandboxUrl}/google`,
  });
  const account = `${businessId}@example.test`;
  await connectGoogle(context, account, integrationDeps({ allow: [], now: () => new Date() }, env));
  await saveAppointmentBook(context, businessId, { kind: "google_calendar", calendarId: "primary" });
  const call = await placeCall(sandboxUrl, phoneNumber, [
    "I'd like to book an appointment for tomorrow, please.",
    "The first one, please.",
    "My name is Mia Chen.",
    "Thank you. Goodbye.",
  ]);
  const record = await stack.recordOf(call);
  expect(JSON.stringify(record.filter(({ type }) => type === "answer.written"))).toMatch(/You are booked for/);
  const { accounts } = await stack.sandbox<Seen>("GET", `/control/google?account=${account}`);
  const events = accounts[0]?.calendars[0]?.events ?? [];
  expect(events).toMatchObject([{ summary: "Cleaning: Mia Chen", status: "confirmed" }]);
});
