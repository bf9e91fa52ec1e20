import { randomUUID } from "node:crypto";
import type { IntegrationVendor } from "@/lib/contracts/integrations";
import type { AppointmentTool } from "@/lib/domain/tools/appointment-tools";
import { finishConnect, startConnect } from "@/lib/services/integrations/connect";
import type { IntegrationDeps } from "@/lib/services/integrations/installation";
import type { ServiceContext } from "@/lib/services/context";
import { createTestOrganization } from "@/scripts/test/database";
import { depsAt } from "@/scripts/test/integrations";
import { ManualClock } from "@/sandbox/controls/clock";
import { startSandbox } from "@/sandbox/server/start";
import type { Fault } from "@/sandbox/stand-in";
import { checkEntries } from "../outside/check-entries";
import { saveAppointmentBook } from "../outside/book-settings";
import { useAppointmentTool } from "../use-appointment-tool";
import { plantServices } from "./plant-services";

type SeenEvent = { id: string; status: string; summary: string; start: { dateTime: string; timeZone: string } };

export const connectGoogle = (context: ServiceContext, account: string, deps: IntegrationDeps): Promise<void> =>
  connectOnPage(context, "google_calendar", account, deps);

/** Lets the app in on a vendor's page in the sandbox, as a person does. */
export async function connectOnPage(
  context: ServiceContext,
  vendor: IntegrationVendor,
  account: string,
  deps: IntegrationDeps,
): Promise<void> {
  const { url } = await startConnect(context, vendor, {}, deps);
  const scopes = new URL(url ?? "").searchParams.get("scope")?.split(" ") ?? [];
  const form = new URLSearchParams({ decision: "allow", account });
  for (const scope of scopes) form.append("scope", scope);
  const back = await fetch(url ?? "", { method: "POST", body: form, redirect: "manual" });
  const query = new URL(back.headers.get("location") ?? "").searchParams;
  const returned = { state: query.get("state"), code: query.get("code"), error: query.get("error") };
  const finished = await finishConnect(context, returned, deps);
  if ("problem" in finished) throw new Error(`not connected: ${finished.problem}`);
}

/** The sandbox's Google, and businesses whose appointments are booked in it. `startAt`: the time it is, for them and there. */
export async function openGoogle(startAt: Date) {
  const clock = new ManualClock(startAt.getTime());
  const sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "t", deepgramKeys: "any", clock });
  const now = { at: startAt };
  const deps = depsAt({ url: `${sandbox.url}/google` }, now);

  async function control(path: string, body?: object, method = body ? "POST" : "GET") {
    const response = await fetch(`${sandbox.url}/control/google${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as {
      accounts: { calendars: { id: string; events: SeenEvent[] }[] }[];
      writes: { operation: string }[];
    };
  }

  const connect = (context: ServiceContext, account: string) => connectGoogle(context, account, deps);

  return {
    sandbox,
    deps,
    clock,
    control,
    connect,
    fault: (operation: string, kind: Fault["kind"], more: Partial<Fault> = {}) =>
      sandbox.controls.faults.add({ vendor: "google", operation, kind, count: 1, ...more }),
    /** Time goes on, there and here. */
    pass(ms: number) {
      clock.advance(ms);
      now.at = new Date(clock.nowMs());
    },
    check: () => checkEntries(deps, () => now.at),
    close: () => sandbox.close(),

    /** A business with a person, booked in a calendar of its own account, and telephones to it. */
    async line(
      databaseUrl: string,
      options: Parameters<typeof plantServices>[1] = { staff: ["Anna"] },
      book: { calendarId?: string; resources?: Record<string, string> } = { calendarId: "primary" },
    ) {
      const own = await createTestOrganization(databaseUrl);
      const account = `${own.organizationId}@example.test`;
      const planted = await plantServices(own, options);
      const calendars = ["anna", "ben"].map((id) => ({ id, summary: id }));
      await control("/accounts", { account, timeZone: "America/Los_Angeles", calendars }, "PUT");
      await connect(own.context, account);
      await saveAppointmentBook(own.context, own.businessId, { kind: "google_calendar", ...book });
      return {
        ...own,
        ...planted,
        account,
        phone: (callerNumber: string | null) => {
          const caller = { businessId: own.businessId, callId: randomUUID(), callerNumber, language: "en-US" };
          return async (tool: AppointmentTool, input: Record<string, unknown> = {}) =>
            (await useAppointmentTool(own.context, caller, tool, input, now.at, deps)).output;
        },
        /** What really stands at Google: titles and starts, on the account's clock. */
        async events(calendar = 0) {
          const { accounts } = await control(`?account=${account}`);
          const all = accounts[0]?.calendars[calendar]?.events ?? [];
          return all
            .filter(({ status }) => status !== "cancelled")
            .map(({ summary, start }) => `${start.dateTime.slice(0, 16)} ${summary}`)
            .sort();
        },
        async ids() {
          const { accounts } = await control(`?account=${account}`);
          return (accounts[0]?.calendars[0]?.events ?? []).map(({ id }) => id);
        },
        /** Somebody enters something by hand. */
        enter: (start: string, end: string, more: object = {}, calendar = "primary") =>
          control("/events", {
            account,
            calendar,
            event: { summary: "By hand", start: { dateTime: start }, end: { dateTime: end }, ...more },
          }),
      };
    },
  };
}
