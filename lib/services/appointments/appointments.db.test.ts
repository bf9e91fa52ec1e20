import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BookingResult } from "@/lib/contracts/appointments";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant, withTenantSql } from "@/lib/db/transaction";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { bookAppointment, holdAppointment } from "./book-appointment";
import { findSlots } from "./find-slots";
import { listAppointments } from "./list-appointments";
import { cancelAppointment, moveAppointment } from "./move-appointment";
import { deleteResource, updateResource } from "./save-resource";
import { deleteService, updateService } from "./save-service";
import { plantServices } from "./testing/plant-services";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 12);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

/** A Tuesday morning in Los Angeles. */
const NOW = new Date("2026-12-01T18:00:00Z");
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
/** An hour of Thursday there. */
const at = (hour: number) => new Date(Date.UTC(2026, 11, 3, hour + 8)).toISOString();
const organization = () => createTestOrganization(test.url);
const customer = (name: string, phone = "+14155550134") => ({ name, phone });
const refusal = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);
const done = (result: BookingResult) => {
  if (result.outcome !== "done") throw new Error("it was taken");
  return result.appointment;
};
const localOf = (result: BookingResult) =>
  result.outcome === "taken" ? result.alternatives.map(({ localStart }) => localStart.slice(5)) : null;

describe("two callers never get one slot", () => {
  it("of 20 who want it at once exactly one does, and the others hear what is next to it", async () => {
    const { context, organizationId, businessId } = await organization();
    const { service } = await plantServices({ context, businessId }, { staff: ["Anna"] });
    const wishes = Array.from({ length: 20 }, (_, index) =>
      bookAppointment(
        context,
        { serviceId: service.id, startsAt: at(14), customer: customer(`Caller ${index}`, `+1415555${1000 + index}`) },
        {},
        NOW,
      ),
    );
    const results = await Promise.all(wishes);
    expect(results.filter(({ outcome }) => outcome === "done")).toHaveLength(1);
    for (const result of results.filter(({ outcome }) => outcome === "taken"))
      expect(localOf(result)).toEqual(["12-03T12:00", "12-03T13:00", "12-03T15:00"]);
    const rows = await withTenant(organizationId, (tx) => tx.appointment.count());
    expect(rows).toBe(1);
  });

  it("a group of five has five of 12, each a seat of its own", async () => {
    const { context, organizationId, businessId } = await organization();
    const { service } = await plantServices(
      { context, businessId },
      { staff: ["Anna"], rooms: ["Hall"], service: { capacity: 5 } },
    );
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        bookAppointment(
          context,
          { serviceId: service.id, startsAt: at(14), customer: customer(`Caller ${index}`, `+1415555${1000 + index}`) },
          {},
          NOW,
        ),
      ),
    );
    expect(results.filter(({ outcome }) => outcome === "done")).toHaveLength(5);
    const claims = await withTenant(organizationId, (tx) => tx.appointmentClaim.findMany());
    expect(claims).toHaveLength(10);
    for (const id of new Set(claims.map(({ resourceId }) => resourceId))) {
      const seats = claims.filter(({ resourceId }) => resourceId === id).map(({ seat }) => seat);
      expect(seats.sort()).toEqual([0, 1, 2, 3, 4]);
    }
  });

  it("three places side by side hold three of those who overlap, whenever they begin", async () => {
    const { context, organizationId, businessId } = await organization();
    const { service } = await plantServices({ context, businessId }, { service: { capacity: 3, stepMinutes: 30 } });
    const starts = Array.from({ length: 9 }, (_, index) => (index % 2 === 0 ? at(14) : at(14).replace(":00:", ":30:")));
    const results = await Promise.all(
      starts.map((startsAt, index) =>
        bookAppointment(context, { serviceId: service.id, startsAt, customer: customer(`C ${index}`) }, {}, NOW),
      ),
    );
    expect(results.filter(({ outcome }) => outcome === "done")).toHaveLength(3);
    const lanes = await withTenant(organizationId, (tx) => tx.appointmentClaim.findMany({ select: { lane: true } }));
    expect(lanes.map(({ lane }) => lane).sort()).toEqual([0, 1, 2]);
  });

  it("PostgreSQL refuses the second by itself, past all of the program's rules", async () => {
    const { context, organizationId, businessId } = await organization();
    const { service, resourceIds } = await plantServices({ context, businessId }, { staff: ["Anna"] });
    const insert = (minute: number, session?: string, seat = 0) =>
      withTenantSql(organizationId, async (sql) => {
        const id = randomUUID();
        const from = new Date(Date.parse(at(14)) + minute * 60_000);
        const until = new Date(from.getTime() + 3_600_000);
        await sql.query(
          `insert into appointments (organization_id, id, business_id, service_id, state, starts_at, ends_at)
           values ($1, $2, $3, $4, 'booked', $5, $6)`,
          [organizationId, id, businessId, service.id, from, until],
        );
        await sql.query(
          `insert into appointment_claims (organization_id, appointment_id, resource_id, session, seat, claimed_from, claimed_until)
           values ($1, $2, $3, $4, $5, $6, $7)`,
          [organizationId, id, resourceIds[0], session ?? id, seat, from, until],
        );
        return "booked";
      }).catch((error: { code?: string }) => error.code);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => insert(index * 5)));
    expect(answers.filter((answer) => answer === "booked")).toHaveLength(1);
    // An exclusion's conflict, or what breaks a tie of two that wait for each other.
    for (const answer of answers) expect(["booked", "23P01", "40P01"]).toContain(answer);
    expect(await insert(180, "group", 0)).toBe("booked");
    expect(await insert(180, "group", 1)).toBe("booked");
    expect(await insert(180, "group", 1)).toBe("23505");
    expect(await insert(210, "another")).toBe("23P01");
  });
});

describe("an appointment", () => {
  it("asked for twice is booked once; by somebody else it is taken", async () => {
    const { context, businessId } = await organization();
    const { service } = await plantServices({ context, businessId }, { staff: ["Anna"] });
    const wish = { serviceId: service.id, startsAt: at(10), customer: customer("Mia Chen") };
    const first = done(await bookAppointment(context, wish, {}, NOW));
    const again = { ...wish, customer: customer("mia chen", "+1 (415) 555-0134") };
    expect(done(await bookAppointment(context, again, {}, minutesLater(1))).id).toBe(first.id);
    expect(localOf(await bookAppointment(context, { ...wish, customer: customer("Ben") }, {}, NOW))).toHaveLength(3);
    expect(await listAppointments(context, { phone: "+14155550134" })).toMatchObject([
      { id: first.id, serviceName: "Cleaning", staffName: "Anna", timeZone: "America/Los_Angeles" },
    ]);
  });

  it("held is nobody else's until the hold is over; its own call books it", async () => {
    const { context, businessId } = await organization();
    const { service } = await plantServices({ context, businessId }, { staff: ["Anna"] });
    const [callId, other] = [randomUUID(), randomUUID()];
    const wish = { serviceId: service.id, startsAt: at(10) };
    const mia = { ...wish, customer: customer("Mia") };
    const ben = { ...wish, customer: customer("Ben", "+14155550135") };
    done(await holdAppointment(context, { ...wish, holdMinutes: 5 }, { callId }, NOW));
    expect((await bookAppointment(context, ben, { callId: other }, minutesLater(4))).outcome).toBe("taken");
    const mine = done(await bookAppointment(context, mia, { callId }, minutesLater(4)));
    expect(mine).toMatchObject({ state: "booked", callId, heldUntil: null });
    const later = { ...wish, startsAt: at(11) };
    const held = done(await holdAppointment(context, later, { callId: other }, NOW));
    expect((await bookAppointment(context, { ...ben, ...later }, {}, minutesLater(6))).outcome).toBe("done");
    expect(await refusal(bookAppointment(context, { ...mia, ...later, holdId: held.id }, {}, NOW))).toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("a call holds one time alone: the next gives the one before back", async () => {
    const { context, businessId } = await organization();
    const { service } = await plantServices({ context, businessId }, { staff: ["Anna"] });
    const callId = randomUUID();
    for (const hour of [9, 10, 11]) {
      done(await holdAppointment(context, { serviceId: service.id, startsAt: at(hour) }, { callId }, NOW));
    }
    const window = { serviceId: service.id, from: at(9), until: at(17) };
    const { slots } = await findSlots(context, window, NOW);
    expect(slots.map(({ localStart }) => localStart.slice(11, 13))).toEqual(["09", "10", "12", "13", "14", "15", "16"]);
  });

  it("moved keeps its time until it has the other one, and then gives it back; canceled is free at once", async () => {
    const { context, businessId } = await organization();
    const { service } = await plantServices({ context, businessId }, { staff: ["Anna"] });
    const book = (hour: number, name: string) =>
      bookAppointment(context, { serviceId: service.id, startsAt: at(hour), customer: customer(name) }, {}, NOW);
    const mia = done(await book(10, "Mia"));
    const ben = done(await book(11, "Ben"));
    expect((await moveAppointment(context, mia.id, { startsAt: at(11) }, NOW)).outcome).toBe("taken");
    expect((await book(10, "Eve")).outcome).toBe("taken");
    expect(done(await moveAppointment(context, mia.id, { startsAt: at(12) }, NOW)).startsAt).toBe(at(12));
    // Twice is once.
    done(await moveAppointment(context, mia.id, { startsAt: at(12) }, NOW));
    done(await book(10, "Eve"));
    expect(await cancelAppointment(context, ben.id, NOW)).toMatchObject({ state: "canceled" });
    expect(await cancelAppointment(context, ben.id, NOW)).toMatchObject({ state: "canceled" });
    done(await book(11, "Ida"));
    expect(await refusal(moveAppointment(context, ben.id, { startsAt: at(14) }, NOW))).toMatchObject({
      code: "CONFLICT",
    });
    expect(await refusal(cancelAppointment(context, mia.id, minutesLater(60 * 24 * 30)))).toMatchObject({
      code: "CONFLICT",
    });
  });

  it("moved stays with its person where they are free, and goes to another where not", async () => {
    const { context, businessId } = await organization();
    const { service, resourceIds } = await plantServices({ context, businessId }, { staff: ["Anna", "Ben"] });
    const book = (hour: number, name: string, staffId?: string) =>
      bookAppointment(
        context,
        { serviceId: service.id, startsAt: at(hour), customer: customer(name), ...(staffId ? { staffId } : {}) },
        {},
        NOW,
      );
    const mia = done(await book(10, "Mia", resourceIds[1]));
    done(await book(13, "Eve", resourceIds[1]));
    expect(done(await moveAppointment(context, mia.id, { startsAt: at(12) }, NOW)).staffName).toBe("Ben");
    expect(done(await moveAppointment(context, mia.id, { startsAt: at(13) }, NOW)).staffName).toBe("Anna");
  });

  it("cannot be made where the service is switched off, its people are, or the time is none of its own", async () => {
    const { context, businessId } = await organization();
    const { service, resourceIds } = await plantServices({ context, businessId }, { staff: ["Anna"] });
    const { id, businessId: _businessId, ...profile } = service;
    const book = (startsAt: string) =>
      bookAppointment(context, { serviceId: id, startsAt, customer: customer("Mia") }, {}, NOW);
    for (const startsAt of [at(8), at(17), at(10).replace(":00:", ":10:"), "2026-11-30T18:00:00Z"])
      expect((await book(startsAt)).outcome).toBe("taken");
    await updateResource(context, resourceIds[0] ?? "", { name: "Anna", active: false });
    expect(await book(at(10))).toMatchObject({ outcome: "taken", alternatives: [] });
    await updateResource(context, resourceIds[0] ?? "", { name: "Anna" });
    await updateService(context, id, { ...profile, active: false });
    expect(await book(at(10))).toMatchObject({ outcome: "taken", alternatives: [] });
    await updateService(context, id, profile);
    done(await book(at(10)));
    expect(await refusal(deleteService(context, id))).toMatchObject({ code: "CONFLICT" });
    expect(await refusal(deleteResource(context, resourceIds[0] ?? ""))).toMatchObject({ code: "CONFLICT" });
  });
});
