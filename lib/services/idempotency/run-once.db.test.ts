import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
} from "@/scripts/test/database";
import { ServiceError } from "../errors";
import { runOnce } from "./run-once";

let database: TestDatabase;
let tenant: TestOrganization;
let runs: number;

beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => {
  tenant = await createTestOrganization(database.url);
  runs = 0;
});

const request = { key: "order-1", requestHash: "a" };
const work = async () => ({ status: 201, body: { run: ++runs } });

test("a repetition gets the first answer and does nothing", async () => {
  const first = await runOnce(tenant.context, request, work);
  const second = await runOnce(tenant.context, request, work);
  expect(first).toEqual({ status: 201, body: { run: 1 }, replayed: false });
  expect(second).toEqual({ status: 201, body: { run: 1 }, replayed: true });
});

test("of many at once one runs, and the others are told to wait", async () => {
  let finish = () => {};
  const slow = new Promise<void>((resolve) => (finish = resolve));
  let begin = () => {};
  const started = new Promise<void>((resolve) => (begin = resolve));
  const first = runOnce(tenant.context, request, async () => {
    begin();
    await slow;
    return work();
  });
  await started;
  await expect(runOnce(tenant.context, request, work)).rejects.toMatchObject({ code: "CONFLICT" });
  finish();
  await first;
  expect(runs).toBe(1);
});

test("a key is for one request only, and for one organization only", async () => {
  await runOnce(tenant.context, request, work);
  await expect(runOnce(tenant.context, { ...request, requestHash: "b" }, work)).rejects.toMatchObject({
    code: "CONFLICT",
  });
  const other = await createTestOrganization(database.url);
  expect(await runOnce(other.context, request, work)).toMatchObject({ replayed: false });
});

test("after a failure the same key may be used again", async () => {
  const failing = async () => {
    throw new ServiceError("INVALID", "Check to.");
  };
  await expect(runOnce(tenant.context, request, failing)).rejects.toMatchObject({ code: "INVALID" });
  expect(await runOnce(tenant.context, request, work)).toMatchObject({ body: { run: 1 }, replayed: false });
});

test("after a day the key is forgotten", async () => {
  const now = new Date();
  await runOnce(tenant.context, request, work, now);
  const dayLater = new Date(now.getTime() + 24 * 60 * 60_000 + 1);
  expect(await runOnce(tenant.context, { ...request, requestHash: "b" }, work, dayLater)).toMatchObject({
    replayed: false,
  });
});
