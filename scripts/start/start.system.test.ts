import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeTemporaryDataDir } from "../db/embedded-cluster";
import { placeCall } from "../drill/phone";
import { freePorts } from "./ports";
import type { DevJson } from "./stack";

const root = path.resolve(import.meta.dirname, "../..");
let dataDir: string;
let ports: { CALL_PORT: string; SANDBOX_PORT: string; DATABASE_PORT: string };
let children: ChildProcess[];

beforeEach(async () => {
  dataDir = path.dirname(makeTemporaryDataDir());
  const [call, sandbox, database] = await freePorts(3);
  ports = { CALL_PORT: String(call), SANDBOX_PORT: String(sandbox), DATABASE_PORT: String(database) };
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGTERM");
    await once(child, "exit");
  }
  rmSync(dataDir, { recursive: true, force: true });
});

type Start = { child: ChildProcess; said(): string; says(text: string): Promise<void>; exited: Promise<number | null> };

/** As `npm start` does it, but for the web app. */
function start(
  env: Record<string, string> = {},
  command = [process.execPath, "--import", "tsx", "scripts/start/main.ts"],
): Start {
  const own = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LOG_LEVEL: "warn",
    DATA_DIR: dataDir,
    ...ports,
    ...env,
  };
  const [program = "", ...args] = [...command, "--no-web"];
  const child = spawn(program, args, {
    cwd: root,
    env: own as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => void (output += text));
  }
  const exited = once(child, "exit").then(([code]) => code as number | null);
  return {
    child,
    said: () => output,
    says: (text) => expect.poll(() => output, { timeout: 60_000, interval: 50 }).toContain(text),
    exited,
  };
}
const dev = () => JSON.parse(readFileSync(path.join(dataDir, "dev.json"), "utf8")) as DevJson;
/** The processes that were given this directory, by what they run. */
function running(directory: string): Map<string, number> {
  const read = (file: string) => {
    try {
      return readFileSync(file, "utf8").replaceAll("\0", " ");
    } catch {
      return "";
    }
  };
  const found = new Map<string, number>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const command = read(`/proc/${pid}/cmdline`).trim();
    if (command === "" || !`${command} ${read(`/proc/${pid}/environ`)}`.includes(directory)) continue;
    found.set(/dist\/([\w-]+)\.mjs/.exec(command)?.[1] ?? command, Number(pid));
  }
  return found;
}
const gone = { timeout: 30_000, interval: 100 };

test("what crashes is reported and started again; Ctrl-C in mid-call ends everything, and a second start is quick", async () => {
  const first = start();
  await first.says("ready");
  for (const name of ["jobs", "sandbox", "call-worker"]) {
    const pid = running(dataDir).get(name);
    if (pid === undefined) throw new Error(`${name} does not run`);
    process.kill(pid, "SIGKILL");
    await first.says(`${name} ended (SIGKILL)`);
    await first.says(`${name} is back`);
  }
  const { sandboxUrl, phoneNumber } = dev();
  const call = await placeCall(sandboxUrl, phoneNumber, ["Hello?"]);
  await call.until((event) => event.type === "agent.speech.started");
  first.child.kill("SIGINT");
  expect(await first.exited).toBe(0);
  await expect.poll(() => [...running(dataDir).keys()], gone).toEqual([]);

  const from = performance.now();
  const second = start();
  await second.says("ready");
  expect(performance.now() - from).toBeLessThan(20_000);
});

test("a second start on the same data or port is refused; a killed start leaves nothing running and can be started again", async () => {
  const first = start({}, ["npm", "start", "--"]);
  await first.says("ready");
  const same = start();
  expect(await same.exited).toBe(1);
  expect(same.said()).toContain("Aybiza already runs with");
  const elsewhere = start({ DATA_DIR: path.join(dataDir, "elsewhere") });
  expect(await elsewhere.exited).toBe(1);
  expect(elsewhere.said()).toContain(
    `Port ${ports.CALL_PORT} (CALL_PORT) is in use. Stop what uses it, or set CALL_PORT`,
  );

  first.child.kill("SIGKILL");
  await expect.poll(() => [...running(dataDir).keys()], gone).toEqual([]);
  const again = start();
  await again.says("ready");
  again.child.kill("SIGKILL");
  await expect.poll(() => [...running(dataDir).keys()], gone).toEqual([]);
});

test.each<[name: string, env: Record<string, string>, told: string]>([
  ["half of a pair", { TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}` }, "TWILIO_AUTH_TOKEN is not"],
  ["no port", { CALL_PORT: "eighty" }, 'CALL_PORT is "eighty", which is no port'],
  ["a short secret", { NEXTAUTH_SECRET: "short" }, "NEXTAUTH_SECRET is not usable"],
  ["no address", { PUBLIC_CALL_URL: "calls.example.com" }, "PUBLIC_CALL_URL is not usable"],
  ["a database that is away", { DATABASE_URL: "postgresql://a:b@127.0.0.1:1/c" }, "DATABASE_URL"],
])("%s in the environment ends the start with its name and what to do", async (_, env, told) => {
  const { exited, said } = start(env);
  expect(await exited).toBe(1);
  expect(said()).toContain(told);
  await expect.poll(() => [...running(dataDir).keys()], gone).toEqual([]);
});
