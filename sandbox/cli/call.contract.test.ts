import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NUMBER, buyNumber, startTestExchange, type TestExchange } from "../twilio/testing/test-exchange";

const COMMAND = fileURLToPath(new URL("call.ts", import.meta.url));
const TIMEOUT_MS = 30_000;

let dataDir: string;
let exchange: TestExchange;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "caller-"));
  exchange = await startTestExchange();
  buyNumber(exchange);
  await writeFile(join(dataDir, "dev.json"), JSON.stringify({ sandboxUrl: exchange.apiUrl, phoneNumber: NUMBER }));
});
afterEach(async () => {
  await exchange.close();
  await rm(dataDir, { recursive: true });
});

/** Runs the real command, in a process of its own. */
function run(
  args: string[],
  onOutput: (stdout: string, type: (text: string) => void) => void = () => undefined,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--import", "tsx", COMMAND, ...args], {
      env: { ...process.env, DATA_DIR: dataDir },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (part: Buffer) => {
      stdout += part.toString();
      onOutput(stdout, (text) => child.stdin.write(text));
    });
    child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** A product that says one sentence, listens, and says another. */
function answerOnce(): void {
  exchange.answerWith(
    "/voice",
    '<Gather input="speech" timeout="60" action="/answer"><Say>Good morning.</Say></Gather>',
  );
  exchange.answerWith("/answer", "<Say>We are open until five.</Say><Pause length='60'/>");
}

describe("the caller's command", () => {
  it(
    "holds a conversation, prints it and exits with 0",
    async () => {
      answerOnce();
      const { code, stdout } = await run(["--say", "are you open today"]);
      expect(stdout).toMatch(/0:\d\d agent {2}Good morning\./);
      expect(stdout).toMatch(/caller are you open today/);
      expect(stdout).toMatch(/agent {2}We are open until five\. +\[voice to voice \d+ ms\]/);
      expect(stdout).toMatch(/OK: 1 turn in/);
      expect(code).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    "prints one JSON document when asked to",
    async () => {
      answerOnce();
      const { code, stdout } = await run(["--json", "--say", "are you open today"]);
      expect(JSON.parse(stdout)).toMatchObject({
        ok: true,
        status: "completed",
        answered: true,
        greeting: "Good morning.",
        turns: [
          {
            said: "are you open today",
            heard: "We are open until five.",
            voiceToVoiceMs: expect.any(Number) as number,
          },
        ],
      });
      expect(code).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    "takes typed lines",
    async () => {
      answerOnce();
      const typed = new Set<string>();
      const { stdout } = await run(["--interactive"], (text, type) => {
        const next = text.includes("We are open") ? "/hangup" : text.includes("type what") ? "are you open today" : "";
        if (next !== "" && !typed.has(next)) type(`${next}\n`);
        typed.add(next);
      });
      expect(stdout).toMatch(/caller are you open today/);
      expect(stdout).toMatch(/call completed: the caller hung up/);
    },
    TIMEOUT_MS,
  );

  it(
    "exits with 1 and a reason when the product fails",
    async () => {
      exchange.customer.set("/voice", () => ({ status: 500 }));
      const { code, stdout } = await run(["--say", "hello"]);
      expect(stdout).toMatch(/FAILED: .*application error/);
      expect(code).toBe(1);
    },
    TIMEOUT_MS,
  );

  it(
    "says what to do when the product is not running",
    async () => {
      await rm(join(dataDir, "dev.json"));
      const { code, stderr } = await run(["--say", "hello"]);
      expect(stderr).toMatch(/not running here.*npm start/s);
      expect(code).toBe(1);
    },
    TIMEOUT_MS,
  );

  it(
    "says what to do when the product stopped",
    async () => {
      await writeFile(
        join(dataDir, "dev.json"),
        JSON.stringify({ sandboxUrl: "http://127.0.0.1:1", phoneNumber: NUMBER }),
      );
      const { code, stdout } = await run(["--json", "--say", "hello"]);
      expect(JSON.parse(stdout)).toMatchObject({ ok: false, reason: expect.stringContaining("npm start") as string });
      expect(code).toBe(1);
    },
    TIMEOUT_MS,
  );
});
