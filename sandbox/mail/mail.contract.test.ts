import { createTransport } from "nodemailer";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../server/start";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "t", deepgramKeys: "any" });
});
beforeEach(() => void sandbox.controls.faults.clearAll());
afterAll(() => sandbox.close());

const message = {
  from: "Aybiza <hello@aybiza.test>",
  subject: "Confirm your address ✓",
  text: "Open https://aybiza.test/verify?token=abc&next=1 to confirm.",
  html: '<p>Press <a href="https://aybiza.test/verify?token=abc&amp;next=1">confirm</a></p><script>alert(1)</script>',
};

const send = (to: string, settings: object = {}) => {
  const transport = createTransport({ url: sandbox.smtpUrl, ...settings });
  return transport.sendMail({ ...message, to }).finally(() => transport.close());
};

interface Listed {
  messages: { id: string; to: string[]; subject: string; text: string; html: string | null }[];
}
const inbox = async (to: string) =>
  ((await (await fetch(`${sandbox.url}/control/mail?to=${encodeURIComponent(to)}`)).json()) as Listed).messages;

it("keeps a message for its recipient, shows it and throws it away", async () => {
  await send("Ann@Example.test");
  await send("bob@example.test");
  const [received, ...others] = await inbox("ann@example.test");
  expect(others).toEqual([]);
  expect(received).toMatchObject({ to: ["ann@example.test"], subject: message.subject });
  expect(received?.text.trim()).toBe(message.text);
  const shown = await (await fetch(`${sandbox.url}/mail/${received?.id}`)).text();
  expect(shown).toContain('href="https://aybiza.test/verify?token=abc&#38;next=1"');
  expect(shown).not.toContain("<script>alert");
  expect(shown).not.toContain("allow-scripts");
  expect(await (await fetch(`${sandbox.url}/mail/${received?.id}/raw`)).text()).toContain("From: Aybiza");
  expect(await (await fetch(`${sandbox.url}/mail?to=ann@example.test`)).text()).toContain(received?.id);
  await fetch(`${sandbox.url}/control/mail?to=ann@example.test`, { method: "DELETE" });
  expect(await inbox("ann@example.test")).toEqual([]);
  expect(await inbox("bob@example.test")).toHaveLength(1);
});

it.each([
  ["rcpt", 550],
  ["data", 451],
])("refuses at %s with %i, once, and keeps nothing", async (operation, status) => {
  sandbox.controls.faults.add({ vendor: "mail", operation, kind: "status", status, count: 1 });
  const to = `${operation}@example.test`;
  await expect(send(to)).rejects.toMatchObject({ responseCode: status });
  expect(await inbox(to)).toEqual([]);
  await send(to);
  expect(await inbox(to)).toHaveLength(1);
});

it("stalls, and cuts the connection", async () => {
  sandbox.controls.faults.add({ vendor: "mail", operation: "connect", kind: "stall", count: 1 });
  await expect(send("slow@example.test", { greetingTimeout: 100 })).rejects.toMatchObject({ code: "ETIMEDOUT" });
  sandbox.controls.faults.add({ vendor: "mail", operation: "data", kind: "drop", count: 1 });
  await expect(send("cut@example.test")).rejects.toThrow();
  expect(await inbox("cut@example.test")).toEqual([]);
});
