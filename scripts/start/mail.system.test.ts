import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { sharedEnv } from "@/lib/env/shared";
import { signUp } from "@/lib/services/sign-up/sign-up";
import { startTestStack, type TestStack } from "../drill/test-stack";

let stack: TestStack;

beforeAll(async () => {
  // What is mailed is sealed with it: here by this process, and opened by the stack's jobs.
  stack = await startTestStack({ NEXTAUTH_SECRET: sharedEnv().NEXTAUTH_SECRET });
  await useDatabase(stack.dev.databaseUrl, 3);
});
afterAll(async () => {
  await closeDatabase();
  await stack?.stop();
});

it("without a mail server, what is mailed comes into the sandbox's inbox", async () => {
  expect(stack.sandboxed).toContain("mail");
  const email = "nora@example.test";
  const person = { name: "Nora Winter", email, password: "a cup of cold tea" };
  await signUp({ ...person, organizationName: "Winter Dental", timeZone: "Europe/Berlin" }, { requestId: "r1" });
  const inbox = async () => JSON.stringify(await stack.sandbox("GET", `/control/mail?to=${email}`));
  await expect.poll(inbox, { timeout: 30_000, interval: 200 }).toMatch(/\/verify-email\/[\w-]{43}/);
});
