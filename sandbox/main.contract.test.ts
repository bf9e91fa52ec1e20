import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { openPort } from "./server/port";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

function start(settings: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", main], {
    env: { ...process.env, SANDBOX_HOST: "", SANDBOX_LATENCY: "", SANDBOX_SEED: "", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += String(chunk)));
  return { child, errors: () => errors, exit: once(child, "exit") as Promise<[number | null]> };
}

it("says one JSON line when it listens, serves, and ends cleanly on SIGTERM", async () => {
  const { child, exit } = start({
    SANDBOX_PORT: "0",
    SANDBOX_SMTP_PORT: "0",
    SANDBOX_LATENCY: "published",
    SANDBOX_SEED: "5",
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const { event, url, smtpPort, smtpUrl } = JSON.parse(String(line)) as Record<string, string | number>;
  expect(event).toBe("listening");
  expect(smtpPort).toBeGreaterThan(0);
  expect(smtpUrl).toBe(`smtp://127.0.0.1:${smtpPort}`);
  const health = (await (await fetch(`${url}/sandbox/health`)).json()) as object;
  expect(health).toMatchObject({ latencyProfile: "published", seed: 5 });
  child.kill("SIGTERM");
  expect((await exit)[0]).toBe(0);
});

it("names the port for mail when that one is taken", async () => {
  const taken = await openPort("127.0.0.1", 0, { request: () => undefined, upgrade: () => undefined });
  const { exit, errors } = start({ SANDBOX_PORT: "0", SANDBOX_SMTP_PORT: String(taken.port) });
  expect((await exit)[0]).toBe(98);
  expect(errors()).toContain(`port ${taken.port} on 127.0.0.1 is taken`);
  expect(errors()).toContain("SANDBOX_SMTP_PORT");
  await taken.close();
});

it("ends with code 98 and a clear message when the port is taken", async () => {
  const taken = await openPort("127.0.0.1", 0, { request: () => undefined, upgrade: () => undefined });
  const { exit, errors } = start({ SANDBOX_PORT: String(taken.port) });
  expect((await exit)[0]).toBe(98);
  expect(errors()).toContain(`port ${taken.port} on 127.0.0.1 is taken`);
  expect(errors()).toContain("SANDBOX_PORT");
  await taken.close();
});

it.each([
  [{ SANDBOX_PORT: "http" }, "SANDBOX_PORT"],
  [{ SANDBOX_PORT: "0", SANDBOX_LATENCY: "slow" }, "SANDBOX_LATENCY"],
  [{ SANDBOX_PORT: "0", SANDBOX_SMTP_PORT: "mail" }, "SANDBOX_SMTP_PORT"],
  [{ SANDBOX_PORT: "0", STRIPE_WEBHOOK_URL: "here", STRIPE_WEBHOOK_SECRET: "whsec_a" }, "STRIPE_WEBHOOK_URL"],
])("names a bad setting: %j", async (settings, name) => {
  const { exit, errors } = start(settings);
  expect((await exit)[0]).toBe(78);
  expect(errors()).toContain(name);
});
