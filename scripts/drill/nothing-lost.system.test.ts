import { afterAll, beforeAll, expect, test } from "vitest";
import { freePorts } from "../start/ports";
import { databaseOutage, otherWorkerLeaves, workerKilled, type Ground } from "./scenarios";
import { startTestStack, type TestStack } from "./test-stack";

let stack: TestStack;
let ground: Ground;

beforeAll(async () => {
  stack = await startTestStack();
  const { phoneNumber } = await stack.organization();
  const lines = ["Are you open on Monday?", "Thank you, that is all. Goodbye."];
  ground = { stack, to: phoneNumber, lines };
});
afterAll(() => stack.stop());

test("a call goes on while PostgreSQL is away, another ends, and nothing of either is lost", async () => {
  const report = await databaseOutage(ground, 5_000);
  expect(report).toMatchObject({ problems: [], status: "completed, completed, failed", callerFinals: 3 });
});

test("calls whose worker is killed go on with its successor, whatever was happening in them", async () => {
  const report = await workerKilled(ground);
  expect(report).toMatchObject({ problems: [], epochs: 2 });
  // Of the sentence that was being said, some may have been heard.
  expect(report.callerFinals).toBeGreaterThanOrEqual(5);
});

test.each(["SIGKILL", "SIGTERM"] as const)("a call whose worker gets %s goes on at another worker", async (signal) => {
  const [port = 0] = await freePorts(1);
  const report = await otherWorkerLeaves(ground, port, signal);
  expect(report).toMatchObject({ problems: [], epochs: 2, callerFinals: 2 });
});
