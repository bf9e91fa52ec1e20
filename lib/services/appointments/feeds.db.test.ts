import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { bookAppointment } from "./book-appointment";
import { createFeed, listFeeds, readFeed, revokeFeed } from "./feeds";
import { cancelAppointment, moveAppointment } from "./move-appointment";
import { plantServices } from "./testing/plant-services";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 4);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const NOW = new Date("2026-12-01T18:00:00Z");
const at = (hour: number) => new Date(Date.UTC(2026, 11, 3, hour + 8)).toISOString();
const webUrl = "https://aybiza.test";
const tokenOf = (url: string) => /\/api\/calendars\/([\w-]{32})\.ics$/.exec(url)?.[1] ?? "";
const valuesOf = (calendar: string | null, name: string) =>
  [...(calendar ?? "").replaceAll("\r\n ", "").matchAll(new RegExp(`^${name}:(.*)\r$`, "gm"))].map(
    ([, value]) => value,
  );

it("a secret address shows what is booked, as it is now, until it is revoked", async () => {
  const { context, businessId, organizationId } = await createTestOrganization(test.url);
  const { service, resourceIds } = await plantServices({ context, businessId }, { staff: ["Anna", "Ben"] });
  const book = async (name: string, staffId?: string) => {
    const wish = { serviceId: service.id, startsAt: at(14), customer: { name }, ...(staffId ? { staffId } : {}) };
    const result = await bookAppointment(context, wish, {}, NOW);
    if (result.outcome !== "done") throw new Error("it was taken");
    return result.appointment;
  };
  const [mia, ben] = [await book("Mia; Chen", resourceIds[0]), await book("Ben", resourceIds[1])];
  const feed = await createFeed(context, { businessId, name: "All" }, { webUrl, now: NOW });
  const annas = await createFeed(
    context,
    { businessId, resourceId: resourceIds[0], name: "Anna" },
    { webUrl, now: NOW },
  );
  const [all, hers] = [tokenOf(feed.url), tokenOf(annas.url)];
  expect(valuesOf(await readFeed(all, NOW), "SUMMARY").sort()).toEqual(["Cleaning: Ben", "Cleaning: Mia\\; Chen"]);
  expect(valuesOf(await readFeed(hers, NOW), "SUMMARY")).toEqual(["Cleaning: Mia\\; Chen"]);
  const uid = valuesOf(await readFeed(hers, NOW), "UID");
  await moveAppointment(context, mia.id, { startsAt: at(16) }, NOW);
  await cancelAppointment(context, ben.id, NOW);
  const later = await readFeed(all, NOW);
  expect([valuesOf(later, "UID"), valuesOf(later, "SEQUENCE"), valuesOf(later, "DTSTART")]).toEqual([
    uid,
    ["1"],
    ["20261204T000000Z"],
  ]);
  expect(await listFeeds(context, { businessId })).toMatchObject([{ name: "Anna" }, { name: "All" }]);
  expect(JSON.stringify(await listFeeds(context))).not.toContain(all);
  await revokeFeed(context, feed.id, NOW);
  expect(await readFeed(all, NOW)).toBeNull();
  expect(await readFeed(hers, NOW)).not.toBeNull();
  expect(await listFeeds(context)).toHaveLength(1);
  for (const wrong of ["", "x".repeat(32), `${hers}x`]) expect(await readFeed(wrong, NOW)).toBeNull();
  const kept = await withOwner(test.url, (sql) =>
    sql.query("select * from appointment_feeds where organization_id = $1", [organizationId]),
  );
  expect(JSON.stringify(kept.rows)).not.toContain(hers);
});
