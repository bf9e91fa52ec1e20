import { randomUUID } from "node:crypto";
import type { AppointmentTool } from "@/lib/domain/tools/appointment-tools";
import { ManualClock } from "@/sandbox/controls/clock";
import { startSandbox } from "@/sandbox/server/start";
import type { Fault } from "@/sandbox/stand-in";
import { createTestOrganization } from "@/scripts/test/database";
import { depsAt } from "@/scripts/test/integrations";
import { saveAppointmentBook } from "../outside/book-settings";
import { checkEntries } from "../outside/check-entries";
import { listEventTypes } from "../outside/event-types";
import { useAppointmentTool } from "../use-appointment-tool";
import { connectOnPage } from "./google-line";
import { plantServices } from "./plant-services";

type SeenEvent = {
  uri: string;
  status: string;
  start_time: string;
  location: object;
  invitees: { name: string; email: string; tracking: { utm_content: string | null } }[];
};
type Type = Record<string, unknown>;

/** The sandbox's Calendly, and businesses whose services are booked in it. `startAt`: the time it is, for them and there. */
export async function openCalendly(startAt: Date) {
  const clock = new ManualClock(startAt.getTime());
  const sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "t", deepgramKeys: "any", clock });
  const now = { at: startAt };
  const deps = depsAt({ url: `${sandbox.url}/calendly` }, now);

  async function control(path: string, body?: object, method = body ? "POST" : "GET") {
    const response = await fetch(`${sandbox.url}/control/calendly${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as { accounts: { events: SeenEvent[] }[] };
  }

  return {
    sandbox,
    deps,
    control,
    fault: (operation: string, kind: Fault["kind"], more: Partial<Fault> = {}) =>
      sandbox.controls.faults.add({ vendor: "calendly", operation, kind, count: 1, ...more }),
    /** Time goes on, there and here. */
    pass(ms: number) {
      clock.advance(ms);
      now.at = new Date(clock.nowMs());
    },
    check: () => checkEntries(deps, () => now.at),
    close: () => sandbox.close(),

    /** A business with a person, whose service is booked as an event type of its own account, and telephones to it. */
    async line(databaseUrl: string, type: Type = {}, account: object = {}) {
      const own = await createTestOrganization(databaseUrl);
      const email = `${own.organizationId}@example.test`;
      const planted = await plantServices(own, { staff: ["Anna"] });
      const hours = { days: [0, 1, 2, 3, 4, 5, 6], from: "10:00", until: "17:00", everyMinutes: 60 };
      const visit = {
        name: "Visit",
        slug: "visit",
        durationMinutes: 60,
        hours,
        locations: [{ kind: "outbound_call" }],
      };
      const setUp = (more: Type = {}) =>
        control(
          "/accounts",
          {
            account: email,
            timeZone: "America/Los_Angeles",
            eventTypes: [
              { ...visit, ...type, ...more },
              { ...visit, name: "Class", slug: "class", capacity: 8 },
            ],
            ...account,
          },
          "PUT",
        );
      await setUp();
      await connectOnPage(own.context, "calendly", email, deps);
      const types = await listEventTypes(own.context, deps);
      const save = (services: Record<string, string>) =>
        saveAppointmentBook(own.context, own.businessId, { kind: "calendly", services }, startAt, deps);
      const seen = async () => (await control(`?account=${email}`)).accounts[0]?.events ?? [];
      return {
        ...own,
        ...planted,
        account: email,
        types,
        save,
        book: () => save({ [planted.service.id]: types.find(({ name }) => name === "Visit")?.id ?? "" }),
        connectAgain: () => connectOnPage(own.context, "calendly", email, deps),
        phone: (callerNumber: string | null) => {
          const caller = { businessId: own.businessId, callId: randomUUID(), callerNumber, language: "en-US" };
          return async (tool: AppointmentTool, input: Record<string, unknown> = {}) =>
            (await useAppointmentTool(own.context, caller, tool, input, now.at, deps)).output;
        },
        seen,
        /** What really stands there: starts (UTC) and names. */
        events: async () =>
          (await seen())
            .filter(({ status }) => status === "active")
            .map(({ start_time, invitees }) => `${start_time.slice(0, 16)}Z ${invitees[0]?.name}`)
            .sort(),
      };
    },
  };
}
