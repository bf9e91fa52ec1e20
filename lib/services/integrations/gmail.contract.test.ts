import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sendRequest } from "@/lib/adapters/http-tool/send-request";
import { findAction, findIntegration } from "@/lib/domain/integrations/catalogue";
import { driveSteps } from "@/lib/domain/integrations/drive";
import { readVendor } from "@/lib/domain/integrations/read-vendor";
import { readModelInput } from "@/lib/domain/tools/http-tool/model-input";
import { openVendors } from "@/sandbox/oauth/testing";
import type { FAULT_KINDS } from "@/sandbox/stand-in";
import { boundRequest } from "./bound-request";

/** The actions of Gmail against the sandbox's Gmail, with no more rights than are asked for. */

const ACCOUNT = "desk@example.test";
const MAIL = { to: "mia@example.test", subject: "Your booking ✓", text: "It is at ten." };

let vendors: Awaited<ReturnType<typeof openVendors>>;
let token = "";
beforeAll(async () => void (vendors = await openVendors()));
afterAll(() => vendors.close());
beforeEach(async () => {
  await vendors.send("DELETE", "/control/google");
  await vendors.send("DELETE", "/control/mail");
  const scopes = gmail().scopes.map(({ scope }) => scope);
  token = (await vendors.control("google/grants", { account: ACCOUNT, clientId: "app", scopes })).access_token;
});

function gmail() {
  const integration = findIntegration("gmail");
  if (!integration) throw new Error("there is no Gmail");
  return integration;
}

async function use(name: string) {
  const [integration, action] = [gmail(), findAction("gmail", name)];
  const read = action && readModelInput(action, MAIL);
  if (!action?.readBack || !read?.ok) throw new Error(`there is no ${name}`);
  const run = {
    said: read.values,
    bound: {} as never,
    settings: { recipients: "@example.test" },
    account: { name: ACCOUNT },
    runId: "0193a0de-5555-7000-8000-00000000000a",
    nowMs: vendors.clock.nowMs(),
  };
  const ask = async (request: Parameters<typeof boundRequest>[2]) => ({
    sent: await sendRequest(
      boundRequest(integration, vendors.at("/google"), request),
      { authorization: `Bearer ${token}` },
      {
        ...{ timeoutMs: 5000, changes: request.changes ?? false, allow: [new URL(vendors.at("")).host] },
        resolve: async () => ["127.0.0.1"],
      },
    ),
  });
  const { result, record } = await driveSteps(integration, action, run, ask);
  /** What was written, and what stands there. */
  const again = async () => {
    if (!record || !action.readBack) throw new Error("nothing was written");
    const request = action.readBack.request(record, run);
    const answered = readVendor(integration, { effect: "reads" }, request, (await ask(request)).sent, false);
    if (!("answer" in answered)) throw new Error(JSON.stringify(answered.result));
    return action.readBack.read(answered.answer, record);
  };
  return { result, record, again };
}
const plant = (operation: string, kind: (typeof FAULT_KINDS)[number]) =>
  vendors.sandbox.controls.faults.add({ vendor: "google", operation, kind, count: 1 });

test("an e-mail is sent, comes in, and is read again as it was said", async () => {
  const { result, record, again } = await use("send_email");
  expect(result).toMatchObject({ outcome: "done", told: { answer: { sent_to: MAIL.to } } });
  expect(await again()).toEqual(record?.fields);
  expect((await vendors.control(`mail?to=${MAIL.to}`)).messages).toMatchObject([
    { from: ACCOUNT, subject: MAIL.subject, text: expect.stringContaining(MAIL.text) },
  ]);
});

test("a draft lies there, is read again, and is sent to nobody", async () => {
  const { result, record, again } = await use("create_draft");
  expect(result.outcome).toBe("done");
  expect(await again()).toEqual(record?.fields);
  expect((await vendors.control(`mail?to=${MAIL.to}`)).messages).toEqual([]);
});

test.each([
  ["send_email", "messages.send", "no-write", null],
  ["send_email", "messages.send", "changed", { To: "somebody-else@example.test", Subject: MAIL.subject }],
  ["create_draft", "drafts.create", "no-write", null],
] as const)("%s that is answered as done and is not (%s %s) is seen when it is read again", async (...planted) => {
  const [action, operation, kind, found] = planted;
  plant(operation, kind);
  const { result, record, again } = await use(action);
  expect(result.outcome).toBe("done");
  expect(await again()).toEqual(found);
  expect(record?.fields).toEqual({ To: MAIL.to, Subject: MAIL.subject });
});
