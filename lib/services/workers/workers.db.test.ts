import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createTestDatabase, withOwner, type TestDatabase } from "@/scripts/test/database";
import { listWorkers } from "./list-workers";
import { purgeLostWorkers } from "./purge-workers";
import { removeWorker, reportWorker } from "./report-worker";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
const worker = (id: string, load: number) => ({
  id,
  url: `http://${id}:4000`,
  publicUrl: `https://${id}.example.com`,
  slots: 10,
  load,
  draining: false,
});
const silence = (id: string, interval: string) =>
  withOwner(database.url, (sql) =>
    sql.query(`update workers set heartbeat_at = now() - interval '${interval}' where id = $1`, [id]),
  );

test("workers that are alive are listed, freest first, as they last reported; lost ones are forgotten in time", async () => {
  await reportWorker(worker("a", 7));
  await reportWorker(worker("b", 2));
  await reportWorker(worker("c", 0));
  await reportWorker({ ...worker("a", 1), draining: true });
  await silence("c", "7 seconds");
  const listed = await listWorkers();
  expect(listed).toMatchObject([{ ...worker("a", 1), draining: true }, worker("b", 2)]);
  expect(listed.every(({ silentForMs }) => silentForMs >= 0 && silentForMs < 6_000)).toBe(true);
  expect(await purgeLostWorkers()).toBe(0);
  await silence("c", "2 days");
  expect(await purgeLostWorkers()).toBe(1);
  await removeWorker("a");
  expect((await listWorkers()).map(({ id }) => id)).toEqual(["b"]);
});
