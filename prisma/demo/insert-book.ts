import type { PoolClient } from "pg";
import { v5 as uuidv5 } from "uuid";
import { SpecialDays } from "@/lib/contracts/business-hours";
import { fromLocalStamp } from "@/lib/domain/appointments/zoned-time";
import { addDays, localMoment } from "@/lib/domain/schedule/local-time";
import { hoursOn } from "@/lib/domain/schedule/opening-hours";
import { weeklyHours } from "./insert-organization";
import { FIRST, LAST } from "./names";
import { DEMO_EMAIL, type DemoOrganization } from "./organizations";
import { pick, randomOf } from "./random";
import { californiaDays } from "./special-days";

const DEMO_NAMESPACE = "b0b5a2f4-7d5f-4c39-8f0f-3f5a3f1f6a21";
const demoUuid = (name: string) => uuidv5(name, DEMO_NAMESPACE);
const MINUTE_MS = 60_000;
const DAYS_AHEAD = 9;

const PEOPLE = ["Dr. Ama Osei", "Dr. Luca Marchetti"];
const SERVICES = [
  { name: "Check-up with cleaning", minutes: 60, price: 14_500, description: "X-rays included." },
  { name: "In-office whitening", minutes: 60, price: 24_000, description: "" },
  { name: "Urgent visit", minutes: 30, price: null, description: "A broken tooth, strong pain or swelling." },
];
const STARTS = ["08:00", "09:30", "11:00", "14:00", "15:30", "17:00"];

/**
 * What the dental practice books, with whom, and its coming days, half full. While anything is booked ahead nothing is added; what is there stays
 * as it is.
 */
export async function insertBook(sql: PoolClient, organization: DemoOrganization, now: Date): Promise<void> {
  if (!organization.people.some(({ email }) => email === DEMO_EMAIL)) return;
  const { id: organizationId, business } = organization;
  for (const name of PEOPLE)
    await sql.query(
      `insert into appointment_resources (organization_id, id, business_id, kind, name) values ($1, $2, $3, 'staff', $4)
       on conflict do nothing`,
      [organizationId, demoUuid(name), business.id, name],
    );
  for (const { name, minutes, price, description } of SERVICES) {
    await sql.query(
      `insert into appointment_services (organization_id, id, business_id, name, description, duration_minutes, price_minor)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [organizationId, demoUuid(name), business.id, name, description, minutes, price],
    );
    for (const person of PEOPLE)
      await sql.query(
        `insert into appointment_service_resources (organization_id, service_id, resource_id) values ($1, $2, $3) on conflict do nothing`,
        [organizationId, demoUuid(name), demoUuid(person)],
      );
  }
  const ahead = await sql.query("select 1 from appointments where organization_id = $1 and starts_at > $2 limit 1", [
    organizationId,
    now,
  ]);
  if (ahead.rowCount === 0) await insertAppointments(sql, organization, now);
}

async function insertAppointments(sql: PoolClient, organization: DemoOrganization, now: Date): Promise<void> {
  const { id, business, timeZone } = organization;
  const year = now.getUTCFullYear();
  const specialDays = SpecialDays.parse([...californiaDays(year), ...californiaDays(year + 1)]);
  const schedule = { timeZone, weeklyHours: weeklyHours(business.hours), specialDays };
  const today = localMoment(now.getTime(), timeZone).date;
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = addDays(today, ahead);
    if (!day) continue;
    const { intervals } = hoursOn(schedule, day);
    for (const person of PEOPLE) {
      const random = randomOf(`${day.iso} ${person}`);
      for (const start of STARTS) {
        const service = pick(random, SERVICES);
        const [first, last, line] = [pick(random, FIRST), pick(random, LAST), Math.floor(random() * 90) + 10];
        const startMs = fromLocalStamp(`${day.iso}T${start}`, timeZone);
        if (random() < 0.45 || startMs === null || startMs <= now.getTime()) continue;
        const endMs = startMs + service.minutes * MINUTE_MS;
        const closes = localMoment(endMs, timeZone).time;
        if (!intervals.some((open) => open.opens <= start && closes <= open.closes)) continue;
        const appointmentId = demoUuid(`${day.iso} ${start} ${person}`);
        const times = [new Date(startMs), new Date(endMs)];
        const written = await sql.query(
          `insert into appointments (organization_id, id, business_id, service_id, state, starts_at, ends_at, staff_id, customer_name, customer_phone, created_at)
             values ($1, $2, $3, $4, 'booked', $5, $6, $7, $8, $9, $10) on conflict do nothing`,
          [
            ...[id, appointmentId, business.id, demoUuid(service.name), ...times, demoUuid(person)],
            ...[`${first} ${last}`, `+141555503${line}`, new Date(now.getTime() - 86_400_000)],
          ],
        );
        if (written.rowCount === 0) continue;
        await sql.query(
          `insert into appointment_claims (organization_id, appointment_id, resource_id, session, claimed_from, claimed_until)
             values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
          [id, appointmentId, demoUuid(person), appointmentId, ...times],
        );
      }
    }
  }
}
