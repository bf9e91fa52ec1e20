import type { z } from "zod";
import type { AppointmentResource, BookingResult, ServiceResource, Slot } from "@/lib/contracts/appointments";
import type { OutcomeReference } from "@/lib/contracts/live/outcomes";
import { withTenant } from "@/lib/db/transaction";
import { spokenSlot } from "@/lib/domain/appointments/spoken-slot";
import { boundaryOf, fromLocalStamp, localStamp } from "@/lib/domain/appointments/zoned-time";
import { spokenLanguageOf } from "@/lib/domain/codes/spoken-code";
import {
  type AppointmentTool,
  BookAppointmentInput,
  CancelAppointmentInput,
  FindAppointmentsInput,
  HoldAppointmentInput,
  MoveAppointmentInput,
} from "@/lib/domain/tools/appointment-tools";
import { localMoment } from "@/lib/domain/schedule/local-time";
import { dayWanted } from "@/lib/domain/schedule/opening-hours";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import type { IntegrationDeps } from "../integrations/installation";
import { bookAppointment, holdAppointment } from "./book-appointment";
import { findSlots } from "./find-slots";
import { listResources, listServices } from "./list-configured";
import { OutsideTrouble } from "./outside/outside-book";
import { cancelAppointment, moveAppointment } from "./move-appointment";

/** Whose call it is. Bound by the server: nothing that is said in the call changes it. */
export type BookingCaller = {
  businessId: string;
  callId: string;
  /** E.164; null when withheld: then what was made in this very call is theirs alone. */
  callerNumber: string | null;
  /** BCP 47, of the call. */
  language: string;
};

type AppointmentAnswer = {
  output: Record<string, unknown>;
  failed: boolean;
  /** Which appointment it was about, and what should stand there now. */
  reference?: OutcomeReference;
};

type Scene = {
  context: ServiceContext;
  caller: BookingCaller;
  timeZone: string;
  now: Date;
  deps: IntegrationDeps | undefined;
};

const DAY_MS = 86_400_000;
const OFFERED = 4;
const HOURS_OF_DAY = { morning: [0, 12], afternoon: [12, 17], evening: [17, 24] } as const;
const NOT_KEPT = "Nothing was changed.";

/**
 * Does what a call's model asks of the calendar, for the caller of that call alone. Input comes from a model and is checked like a stranger's; a
 * refusal is an answer it can act on. Needs `appointments.read` and `appointments.write`; rejects when the database does.
 */
export async function useAppointmentTool(
  context: ServiceContext,
  caller: BookingCaller,
  tool: AppointmentTool,
  input: Record<string, unknown>,
  now: Date,
  deps?: IntegrationDeps,
): Promise<AppointmentAnswer> {
  const { organizationId } = context;
  const business = await withTenant(organizationId, (tx) =>
    tx.business.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: caller.businessId } },
      select: { timeZone: true },
    }),
  );
  const scene = { context, caller, timeZone: business.timeZone, now, deps };
  try {
    switch (tool) {
      case "find_appointments":
        return await find(scene, read(FindAppointmentsInput, input));
      case "hold_appointment":
        return await hold(scene, read(HoldAppointmentInput, input));
      case "book_appointment":
        return await book(scene, read(BookAppointmentInput, input));
      case "move_appointment":
        return await move(scene, read(MoveAppointmentInput, input));
      case "cancel_appointment":
        return await cancel(scene, read(CancelAppointmentInput, input));
    }
  } catch (error) {
    // That something has to be asked first is an answer, and no failure of the calendar's.
    if (error instanceof OutsideTrouble)
      return error.code === "INVALID" ? notYet(error.told) : { output: { error: error.told }, failed: true };
    if (error instanceof NotYet) return notYet(error.message, error.more);
    if (error instanceof Refusal) return { output: { error: error.message, ...error.more }, failed: true };
    if (error instanceof ServiceError && error.code !== "INTERNAL" && error.code !== "UNAVAILABLE")
      return { output: { error: `${error.message} ${NOT_KEPT}` }, failed: true };
    throw error;
  }
}

/** Booked, to come, and made from the caller's number or in this very call. */
export const whereOwn = (organizationId: string, { businessId, callId, callerNumber }: BookingCaller, now: Date) => ({
  organizationId,
  businessId,
  state: "booked" as const,
  startsAt: { gt: now },
  OR: [{ callId }, ...(callerNumber ? [{ customerPhone: callerNumber }] : [])],
});

/** What the model is told in place of a result: what it asked for makes no sense. */
class Refusal extends Error {
  constructor(
    message: string,
    readonly more: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** What it asked for is right, and something has to be asked or said first. */
class NotYet extends Refusal {}

const notYet = (note: string, more: Record<string, unknown> = {}): AppointmentAnswer => ({
  output: { not_done: true, note, ...more },
  failed: false,
});

function read<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "input"}: ${message}`);
  throw new Refusal("The input is not right.", { problems });
}

async function find(scene: Scene, asked: z.output<typeof FindAppointmentsInput>): Promise<AppointmentAnswer> {
  const { context, caller, timeZone, now } = scene;
  const own = (await ownAppointments(scene)).map((each) => ({
    service: each.serviceName,
    ...said(scene, each.startsAt.getTime()),
  }));
  const service = await serviceNamed(scene, asked.service, own);
  const nowMs = now.getTime();
  const today = localMoment(nowMs, timeZone).date;
  const date = asked.day === undefined ? null : (dayWanted(today, asked.day)?.iso ?? null);
  if (asked.day !== undefined && date === null)
    throw new Refusal("The day must be today, tomorrow, a weekday's English name or a date as YYYY-MM-DD.");
  const fromMs = date === null ? nowMs : Math.max(nowMs, boundaryOf(date, 0, timeZone));
  const staffId = asked.with_whom === undefined ? undefined : await staffNamed(scene, asked.with_whom);
  const search = { serviceId: service.id, from: iso(fromMs), until: iso(fromMs + 60 * DAY_MS), limit: 500 };
  const { slots } = await findSlots(context, { ...search, ...(staffId ? { staffId } : {}) }, now, scene.deps);
  const [from, until] = asked.time_of_day ? HOURS_OF_DAY[asked.time_of_day] : [0, 24];
  const fits = slots.filter(({ localStart }) => {
    const hour = Number(localStart.slice(11, 13));
    return from <= hour && hour < until;
  });
  const ofDay = date === null ? fits : fits.filter(({ localStart }) => localStart.startsWith(date));
  const offered = (ofDay.length > 0 ? ofDay : fits.length > 0 ? fits : slots).slice(0, OFFERED);
  const isOther = ofDay.length === 0 && offered.length > 0;
  const note =
    offered.length === 0
      ? "Nothing is free in the next weeks. Say so, and offer to take a message."
      : isOther
        ? "Nothing is free when they asked; these are the next times that are. Say so."
        : null;
  const free = offered.map((slot) => slotSaid(scene, slot));
  return {
    output: { service: serviceSaid(service, caller.language), free, callers_own: own, ...(note ? { note } : {}) },
    failed: false,
  };
}

async function hold(scene: Scene, asked: z.output<typeof HoldAppointmentInput>): Promise<AppointmentAnswer> {
  const { context, caller, now } = scene;
  const service = await serviceNamed(scene, asked.service);
  const wish = { serviceId: service.id, startsAt: startOf(scene, asked.start) };
  const result = await holdAppointment(context, wish, { callId: caller.callId }, now, scene.deps);
  return answer(scene, result, { held: true, note: "Kept for five minutes. It is not booked yet." });
}

async function book(scene: Scene, asked: z.output<typeof BookAppointmentInput>): Promise<AppointmentAnswer> {
  const { context, caller, now } = scene;
  const service = await serviceNamed(scene, asked.service);
  const wish = {
    serviceId: service.id,
    startsAt: startOf(scene, asked.start),
    customer: { name: asked.caller_name, phone: caller.callerNumber, email: asked.caller_email?.trim() || null },
    note: asked.note ?? "",
    language: caller.language,
  };
  const result = await bookAppointment(context, wish, { callId: caller.callId }, now, scene.deps);
  return answer(scene, result, { booked: true }, wish.startsAt);
}

async function move(scene: Scene, asked: z.output<typeof MoveAppointmentInput>): Promise<AppointmentAnswer> {
  const own = await theOwn(scene, asked.from);
  const wish = { startsAt: startOf(scene, asked.to) };
  const result = await moveAppointment(scene.context, own.id, wish, scene.now, scene.deps);
  return answer(scene, result, { moved: true }, wish.startsAt);
}

async function cancel(scene: Scene, asked: z.output<typeof CancelAppointmentInput>): Promise<AppointmentAnswer> {
  const own = await theOwn(scene, asked.start);
  const canceled = await cancelAppointment(scene.context, own.id, scene.now, scene.deps);
  const output = { canceled: true, ...said(scene, Date.parse(canceled.startsAt)) };
  return { output, failed: false, reference: referenceTo(canceled, "canceled", canceled.startsAt) };
}

/** Theirs, or gone: then the nearest times that are free come with it. `startsAt`: when a booked one is to be, ISO 8601. */
function answer(
  scene: Scene,
  result: BookingResult,
  done: Record<string, unknown>,
  startsAt?: string,
): AppointmentAnswer {
  if (result.outcome === "done") {
    const { appointment } = result;
    const what = { service: appointment.serviceName, with: appointment.staffName };
    const output = { ...done, ...what, ...said(scene, Date.parse(appointment.startsAt)) };
    const reference = startsAt === undefined ? {} : { reference: referenceTo(appointment, "booked", startsAt) };
    return { output, failed: false, ...reference };
  }
  const free = result.alternatives.map((slot) => slotSaid(scene, slot));
  const note =
    free.length > 0
      ? `This time is not free any more: another caller was faster, or it is outside what can be booked. ${NOT_KEPT} Say so and offer these.`
      : `This time is not free, and none near it is. ${NOT_KEPT} Say so, and offer to look at another day.`;
  return { output: { taken: true, free, note }, failed: false };
}

const referenceTo = (
  { id, updatedAt, serviceName }: AppointmentResource,
  state: "booked" | "canceled",
  startsAt: string,
): OutcomeReference => ({ kind: "appointment", appointmentId: id, updatedAt, state, startsAt, serviceName });

async function ownAppointments({ context, caller, now }: Scene) {
  const { organizationId } = context;
  const rows = await withTenant(organizationId, (tx) =>
    tx.appointment.findMany({
      where: whereOwn(organizationId, caller, now),
      select: { id: true, startsAt: true, service: { select: { name: true } } },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: 10,
    }),
  );
  return rows.map(({ service, ...row }) => ({ ...row, serviceName: service.name }));
}

async function theOwn(scene: Scene, start: string | undefined) {
  const own = await ownAppointments(scene);
  const startMs = start === undefined ? null : fromLocalStamp(start, scene.timeZone);
  const found = start === undefined ? own : own.filter(({ startsAt }) => startsAt.getTime() === startMs);
  const [only] = found;
  if (only && found.length === 1) return only;
  const theirs = own.map((each) => ({ service: each.serviceName, ...said(scene, each.startsAt.getTime()) }));
  if (theirs.length > 0) throw new NotYet("They have several, or none at that time. Ask which.", { theirs });
  throw new NotYet(
    "No coming appointment was made from the number they call from. Only its owner's number can change one: say so, and offer to take a message.",
  );
}

async function serviceNamed(scene: Scene, name: string | undefined, own?: unknown[]): Promise<ServiceResource> {
  const { context, caller } = scene;
  const services = (await listServices(context, { businessId: caller.businessId })).filter(({ active }) => active);
  const wanted = name?.trim().toLowerCase();
  const exact = services.filter((each) => each.name.toLowerCase() === wanted);
  const close = services.filter((each) => wanted !== undefined && each.name.toLowerCase().includes(wanted));
  const found = exact.length > 0 ? exact : wanted === undefined || close.length === 0 ? services : close;
  const [only] = found;
  if (only && found.length === 1) return only;
  if (services.length === 0) throw new NotYet("Nothing can be booked here. Say so, and offer to take a message.");
  throw new NotYet("Ask which of these they want, and give its name.", {
    services: found.map((each) => serviceSaid(each, caller.language)),
    ...(own && own.length > 0 ? { callers_own: own } : {}),
  });
}

async function staffNamed({ context, caller }: Scene, name: string): Promise<string> {
  const all = await listResources(context, { businessId: caller.businessId });
  const staff = all.filter(({ kind, active }) => kind === "staff" && active);
  const found = staff.filter((each) => each.name.toLowerCase().includes(name.trim().toLowerCase()));
  const [only] = found;
  if (only && found.length === 1) return only.id;
  throw new NotYet("Nobody, or more than one, has that name.", { names: staff.map((each) => each.name) });
}

function startOf({ timeZone }: Scene, stamp: string): string {
  const startMs = fromLocalStamp(stamp, timeZone);
  if (startMs === null)
    throw new Refusal("The start must be one that find_appointments gave, such as 2026-12-03T14:30.");
  return iso(startMs);
}

const iso = (atMs: number) => new Date(atMs).toISOString();

const said = ({ caller, timeZone }: Scene, startMs: number) => ({
  start: localStamp(startMs, timeZone),
  spoken: spokenSlot(startMs, timeZone, spokenLanguageOf(caller.language)),
});

const slotSaid = (scene: Scene, slot: Slot) => ({
  ...said(scene, Date.parse(slot.startsAt)),
  ...(slot.staffName ? { with: slot.staffName } : {}),
});

function serviceSaid({ name, durationMinutes, priceMinor, currency }: ServiceResource, language: string) {
  if (priceMinor === null) return { name, minutes: durationMinutes };
  const format = new Intl.NumberFormat(language, { style: "currency", currency });
  const price = format.format(priceMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  return { name, minutes: durationMinutes, price };
}
