import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { readControlInput, replyControl } from "../oauth/control-input";
import type { GrantBook } from "../oauth/grants";
import { changeEvent, makeEvent, presentEvent, readEventInput } from "./event-shape";
import { GoogleApiError } from "./api-error";
import { presentMail } from "./mail-message";
import { findCalendar, type World } from "./world";
import { isZone } from "../zone";

const account = z.string().min(1).max(120);
const zone = z.string().refine(isZone, "there is no such time zone");
const accountInput = z.strictObject({
  account,
  timeZone: zone,
  calendars: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(200),
        summary: z.string().min(1).max(200),
        timeZone: zone.optional(),
        accessRole: z.enum(["owner", "writer", "reader", "freeBusyReader"]).optional(),
      }),
    )
    .max(50)
    .default([]),
});
const grantInput = z.strictObject({ account, clientId: z.string().min(1), scopes: z.array(z.string().min(1)).min(1) });
const eventInput = z.strictObject({
  account,
  calendar: z.string().default("primary"),
  /** As the API takes it; with the id of an event that is there, what changes of it. */
  event: z.looseObject({ id: z.string().optional() }),
});
const eventGone = z.strictObject({ account, calendar: z.string().default("primary"), id: z.string().min(1) });
const ofAccount = z.strictObject({ account });

/**
 * Google's controls, for tests: what happens at Google without the app.
 *
 * GET /control/google?account= lists accounts with the events that are really there (deleted ones with status "cancelled"), their sent mail and drafts, the changes that
 * apps asked for (`writes`) and consents · DELETE /control/google?account= forgets · PUT /control/google/accounts `{ account, timeZone,
 * calendars? }` sets one up anew · POST /control/google/grants `{ account, clientId, scopes }` lets an app in without a page, and gives its
 * tokens · POST /control/google/events `{ account, calendar?, event }` · POST /control/google/events/remove `{ account, calendar?, id }` takes
 * one away without a trace · POST /control/google/expire, /control/google/revoke `{ account }` end its access tokens, its consents ·
 * POST /control/google/late-failures takes back now all that a fault of kind `late-failure` accepted. Bad input is 400 `{ error }`.
 */
export class GoogleControl {
  constructor(
    private readonly world: World,
    private readonly grants: GrantBook,
    private readonly nowMs: () => number,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    if (!/^\/control\/google(\/|$)/.test(url.pathname)) return false;
    await replyControl(response, () => this.answer(request, url));
    return true;
  }

  private async answer(request: IncomingMessage, url: URL): Promise<object | undefined> {
    const { world, grants } = this;
    const of = url.searchParams.get("account") ?? undefined;
    switch (`${request.method} ${url.pathname.replace(/\/+$/, "")}`) {
      case "GET /control/google":
        return this.summary(of);
      case "DELETE /control/google":
        world.clear(of);
        grants.clear(of);
        return { cleared: true };
      case "PUT /control/google/accounts": {
        const { account: email, ...setup } = await readControlInput(request, accountInput);
        world.setUp(email, setup);
        return this.summary(email);
      }
      case "POST /control/google/grants": {
        const input = await readControlInput(request, grantInput);
        const { grant, accessToken, expiresInS } = grants.grant({ ...input, offline: true });
        return { access_token: accessToken, refresh_token: grant.refreshToken, expires_in: expiresInS };
      }
      case "POST /control/google/events":
        return this.putEvent(await readControlInput(request, eventInput));
      case "POST /control/google/events/remove": {
        const input = await readControlInput(request, eventGone);
        return {
          removed: findCalendar(world.account(input.account), input.calendar)?.events.delete(input.id) ?? false,
        };
      }
      case "POST /control/google/expire":
        return { expired: grants.expireAccount((await readControlInput(request, ofAccount)).account) };
      case "POST /control/google/revoke":
        return { revoked: grants.revokeAccount((await readControlInput(request, ofAccount)).account) };
      case "POST /control/google/late-failures": {
        const undone = [...world.doomed];
        for (const undo of undone) undo();
        return { failed: undone.length };
      }
    }
    return undefined;
  }

  /** Somebody enters or changes an event by hand. */
  private putEvent(input: z.output<typeof eventInput>): object {
    const owner = this.world.account(input.account);
    const calendar = findCalendar(owner, input.calendar);
    if (!calendar) return { error: "There is no such calendar." };
    try {
      const change = readEventInput(input.event);
      const there = calendar.events.get(change.id ?? "");
      const event = there
        ? changeEvent(calendar, there, change, "patch", this.nowMs())
        : makeEvent(calendar, change, this.nowMs());
      calendar.events.set(event.id, event);
      return presentEvent(owner, calendar, event);
    } catch (error) {
      if (error instanceof GoogleApiError) return { error: error.message };
      throw error;
    }
  }

  private summary(email: string | undefined): object {
    const accounts = [...this.world.accounts.values()].filter((one) => email === undefined || one.email === email);
    return {
      accounts: accounts.map((one) => ({
        account: one.email,
        calendars: [...one.calendars.values()].map((calendar) => ({
          id: calendar.id,
          summary: calendar.summary,
          timeZone: calendar.timeZone,
          events: [...calendar.events.values()].map((event) => presentEvent(one, calendar, event)),
        })),
        mail: [...one.mail.values()].map((mail) => presentMail(mail, "full")),
        drafts: [...one.drafts.values()].map(({ id, mail }) => ({ id, message: presentMail(mail, "full") })),
      })),
      writes: this.world.writes.filter((write) => email === undefined || write.account === email),
      grants: this.grants.list().filter((grant) => email === undefined || grant.account === email),
    };
  }
}
