import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { readControlInput, replyControl } from "../oauth/control-input";
import type { GrantBook } from "../oauth/grants";
import { isZone } from "../zone";
import { CalendlyApiError } from "./api-error";
import { bookingInput, bookOpenSlot, canceledBy } from "./booking";
import { presentEvent, presentInvitee, presentType, userUri } from "./shapes";
import { typeBySlug, type Account, type World } from "./world";

const account = z.string().min(1).max(120);
const zone = z.string().refine(isZone, "there is no such time zone");
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const accountInput = z.strictObject({
  account,
  timeZone: zone,
  name: z.string().min(1).default("Sandbox Host"),
  plan: z.enum(["free", "standard", "enterprise"]).default("standard"),
  eventTypes: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        slug: z.string().regex(/^[a-z0-9-]+$/),
        active: z.boolean().default(true),
        durationMinutes: z.int().min(1).max(720),
        locations: z
          .array(z.strictObject({ kind: z.string().min(1), location: z.string().optional() }))
          .nullable()
          .default(null),
        pooling: z.enum(["round_robin"]).nullable().default(null),
        capacity: z.int().min(1).max(1000).default(1),
        questions: z.array(z.strictObject({ name: z.string().min(1), required: z.boolean() })).default([]),
        hours: z
          .strictObject({
            days: z.array(z.int().min(0).max(6)),
            from: clockTime,
            until: clockTime,
            everyMinutes: z.int().min(5).max(720),
          })
          .default({ days: [1, 2, 3, 4, 5], from: "09:00", until: "17:00", everyMinutes: 30 }),
      }),
    )
    .max(50),
});
const grantInput = z.strictObject({ account, clientId: z.string().min(1), scopes: z.array(z.string().min(1)).min(1) });
const slotsInput = z.strictObject({ account, eventType: z.string(), startTimes: z.array(instant).max(1000) });
const busyInput = z.strictObject({ account, startTime: instant, endTime: instant });
const eventInput = z.strictObject({
  account,
  eventType: z.string(),
  startTime: z.string(),
  name: z.string().default("Somebody Else"),
  email: z.email().default("somebody@example.test"),
  location: z.strictObject({ kind: z.string(), location: z.string().optional() }).optional(),
});
const ofEvent = z.strictObject({ account, event: z.string().min(1), reason: z.string().optional() });
const ofAccount = z.strictObject({ account });

/**
 * Calendly's controls, for tests: what happens at Calendly without the app.
 *
 * GET /control/calendly?account= lists accounts with their event types and what is really booked, the changes that apps asked for (`writes`) and
 * consents · DELETE /control/calendly?account= forgets · PUT /control/calendly/accounts `{ account, timeZone, name?, plan?, eventTypes }` sets one
 * up anew · POST /control/calendly/grants `{ account, clientId, scopes }` lets an app in without a page, and gives its tokens ·
 * POST /control/calendly/slots `{ account, eventType: slug, startTimes }`: only these are offered from now on · POST /control/calendly/busy
 * `{ account, startTime, endTime }`: the host is away · POST /control/calendly/events `{ account, eventType: slug, startTime, name?, email? }`:
 * somebody books on the page · POST /control/calendly/events/cancel, /events/remove `{ account, event: uuid, reason? }`: an invitee cancels, or it
 * is gone without a trace · POST /control/calendly/expire, /revoke `{ account }` · POST /control/calendly/late-failures takes back now all that a
 * fault of kind `late-failure` accepted. Bad input is 400 `{ error }`.
 */
export class CalendlyControl {
  constructor(
    private readonly world: World,
    private readonly grants: GrantBook,
    private readonly nowMs: () => number,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL, base: string): Promise<boolean> {
    if (!/^\/control\/calendly(\/|$)/.test(url.pathname)) return false;
    await replyControl(response, () => this.answer(request, url, base));
    return true;
  }

  private async answer(request: IncomingMessage, url: URL, base: string): Promise<object | undefined> {
    const { world, grants } = this;
    const of = url.searchParams.get("account") ?? undefined;
    switch (`${request.method} ${url.pathname.replace(/\/+$/, "")}`) {
      case "GET /control/calendly":
        return this.summary(of, base);
      case "DELETE /control/calendly":
        world.clear(of);
        grants.clear(of);
        return { cleared: true };
      case "PUT /control/calendly/accounts": {
        const { account: email, eventTypes: types, ...setup } = await readControlInput(request, accountInput);
        const plain = types.map((type) => ({
          ...type,
          locations: type.locations?.map(({ kind, location }) => ({ kind, ...(location && { location }) })) ?? null,
        }));
        world.setUp(email, { ...setup, types: plain });
        return this.summary(email, base);
      }
      case "POST /control/calendly/grants": {
        const input = await readControlInput(request, grantInput);
        const { grant, accessToken, expiresInS } = grants.grant({ ...input, offline: true });
        return { access_token: accessToken, refresh_token: grant.refreshToken, expires_in: expiresInS };
      }
      case "POST /control/calendly/slots": {
        const input = await readControlInput(request, slotsInput);
        const type = typeBySlug(world.account(input.account), input.eventType);
        if (!type) return { error: "There is no such event type." };
        type.starts = input.startTimes;
        return { slots: input.startTimes.length };
      }
      case "POST /control/calendly/busy": {
        const { account: email, startTime: startMs, endTime: endMs } = await readControlInput(request, busyInput);
        world.account(email).busy.push({ startMs, endMs });
        return { busy: true };
      }
      case "POST /control/calendly/events":
        return this.book(await readControlInput(request, eventInput), base);
      case "POST /control/calendly/events/cancel":
        return this.cancel(await readControlInput(request, ofEvent));
      case "POST /control/calendly/events/remove": {
        const input = await readControlInput(request, ofEvent);
        return { removed: world.account(input.account).events.delete(input.event) };
      }
      case "POST /control/calendly/expire":
        return { expired: grants.expireAccount((await readControlInput(request, ofAccount)).account) };
      case "POST /control/calendly/revoke":
        return { revoked: grants.revokeAccount((await readControlInput(request, ofAccount)).account) };
      case "POST /control/calendly/late-failures": {
        const undone = [...world.doomed];
        for (const undo of undone) undo();
        return { failed: undone.length };
      }
    }
    return undefined;
  }

  /** Somebody books on the host's page. */
  private book(input: z.output<typeof eventInput>, base: string): object {
    const owner = this.world.account(input.account);
    const type = typeBySlug(owner, input.eventType);
    if (!type) return { error: "There is no such event type." };
    const [place] = type.locations ?? [];
    const location = input.location ?? (place && { kind: place.kind, location: place.location ?? "+15550100000" });
    try {
      const booking = bookingInput.parse({
        event_type: type.uuid,
        start_time: input.startTime,
        invitee: { name: input.name, email: input.email, timezone: owner.timeZone },
        questions_and_answers: type.questions.map(({ name }, position) => ({ question: name, answer: "-", position })),
        ...(location && type.pooling === null && { location }),
      });
      const event = bookOpenSlot({ account: owner }, type, booking, this.nowMs());
      owner.events.set(event.uuid, event);
      return presentEvent(base, owner, event);
    } catch (error) {
      if (error instanceof CalendlyApiError) return { error: JSON.stringify(error.body()) };
      throw error;
    }
  }

  private cancel(input: z.output<typeof ofEvent>): object {
    const owner = this.world.account(input.account);
    const event = owner.events.get(input.event);
    if (!event || event.cancellation) return { error: "There is no such event." };
    const [invitee] = event.invitees;
    const cancellation = {
      canceledBy: invitee?.name ?? owner.name,
      reason: input.reason ?? null,
      cancelerType: "invitee" as const,
      atMs: this.nowMs(),
    };
    owner.events.set(event.uuid, canceledBy(event, cancellation));
    return { canceled: true };
  }

  private summary(email: string | undefined, base: string): object {
    const accounts = [...this.world.accounts.values()].filter((one) => email === undefined || one.email === email);
    return {
      accounts: accounts.map((one) => ({
        account: one.email,
        user: userUri(base, one),
        timeZone: one.timeZone,
        plan: one.plan,
        eventTypes: [...one.types.values()].map((type) => presentType(base, one, type)),
        events: eventsOf(base, one),
      })),
      writes: this.world.writes.filter((write) => email === undefined || write.account === email),
      grants: this.grants.list().filter((grant) => email === undefined || grant.account === email),
    };
  }
}

const eventsOf = (base: string, owner: Account) =>
  [...owner.events.values()].map((event) => ({
    ...presentEvent(base, owner, event),
    invitees: event.invitees.map((invitee) => presentInvitee(base, event, invitee)),
  }));
