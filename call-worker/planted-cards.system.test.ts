import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LIVE_PATH } from "@/lib/contracts/live/socket";
import { signLiveToken } from "@/lib/services/live/live-token";
import { dial } from "@/sandbox/cli/telephone";
import type { PersonEvent } from "@/sandbox/twilio/telephony/person-events";
import { startTestStack, type TestStack } from "@/scripts/drill/test-stack";
import { insert } from "@/scripts/test/plant-call";
import { openTap, type Tap } from "@/scripts/test/tap";
import { type TestOrganization, withOwner } from "@/scripts/test/database";

/** Cards given to a real worker over real sockets: what it sends to model and voice, to who watches, logs and keeps is searched for them. */

const SAID = "4111111111111111";
const PRESSED = "5555555555554444";
const DIGITS = "zero one two three four five six seven eight nine".split(" ");
const inWords = [...SAID].map((digit) => DIGITS[Number(digit)]).join(" ");
const LONG = { timeout: 90_000, interval: 100 };

let stack: TestStack;
let tap: Tap;
let desk: TestOrganization;

beforeAll(async () => {
  tap = await openTap(() => Number(new URL(stack.dev.sandboxUrl).port));
  stack = await startTestStack({
    LOG_LEVEL: "trace",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "sandbox",
    AWS_SECRET_ACCESS_KEY: "sandbox-secret",
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: tap.url,
    DEEPGRAM_API_KEY: "sandbox-key",
    DEEPGRAM_BASE_URL: tap.url.replace("http", "ws"),
  });
  desk = await stack.organization({ recordingNotice: { enabled: true, text: "This call is recorded." } });
});
afterAll(async () => {
  await stack.stop();
  await tap.close();
});

const sql = <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  withOwner(stack.dev.databaseUrl, async (client) => (await client.query(text, values)).rows as T[]);

/** Everything that somebody with the live page open is sent. */
async function watcher() {
  const sid = randomUUID();
  const expires = new Date(Date.now() + 3_600_000);
  await withOwner(stack.dev.databaseUrl, (client) =>
    insert(client, "user_sessions", { id: sid, user_id: desk.userId, expires_at: expires, user_agent: "test" }),
  );
  const permissions = [...desk.context.permissions];
  const exp = Math.floor(expires.getTime() / 1000);
  const token = signLiveToken(
    { sub: desk.userId, sid, organizationId: desk.organizationId, permissions, exp },
    stack.environment.NEXTAUTH_SECRET ?? "",
  );
  const received: string[] = [];
  const socket = io(stack.dev.workerUrl, { path: LIVE_PATH, transports: ["websocket"], auth: { token } });
  socket.onAny((...given: unknown[]) => received.push(JSON.stringify(given)));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", () => resolve());
    socket.once("connect_error", reject);
  });
  return {
    received,
    watch: (callId: string) =>
      socket.emit("call:watch", { callId, lastSeq: 0 }, (reply: unknown) => received.push(JSON.stringify(reply))),
    close: () => socket.close(),
  };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    return statSync(file).isDirectory() ? filesBelow(file) : [file];
  });
}

test("no card said or keyed in unasked leaves the worker, in whatever it sends, logs or keeps", async () => {
  const live = await watcher();
  const events: PersonEvent[] = [];
  const phone = await dial(stack.dev.sandboxUrl, { from: undefined, to: desk.phoneNumber, script: [] }, (event) =>
    events.push(event),
  );
  const answers = () => events.filter(({ type }) => type === "agent.speech.ended").length;
  const finals = async (count: number) =>
    expect.poll(async () => (await sql("select 1 from segments where speaker = 'caller'")).length, LONG).toBe(count);
  await expect.poll(answers, LONG).toBeGreaterThan(0);
  const [call] = await sql<{ id: string }>("select id from calls");
  live.watch(call?.id ?? "");
  phone.send({ type: "say", text: `Hello, my card is ${inWords}` });
  await finals(1);
  phone.send({ type: "dtmf", digits: `${PRESSED}#` });
  await finals(2);
  phone.send({ type: "say", text: "Are you open on Monday?" });
  await finals(3);
  phone.send({ type: "hangup" });
  await phone.done;
  await expect.poll(async () => (await sql("select 1 from recordings where state = 'kept'")).length, LONG).toBe(1);
  await expect
    .poll(async () => (await sql("select 1 from call_analyses where state not in ('pending', 'running')")).length, LONG)
    .toBe(1);
  live.close();

  const tables = await sql<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
  );
  const rows = await Promise.all(
    tables.map(async ({ name }) => {
      const all = await sql<{ row: string }>(`select to_jsonb(t)::text as row from "${name}" t`);
      return [`table ${name}`, all.map(({ row }) => row).join("\n")] as const;
    }),
  );
  const kept = filesBelow(stack.dataDir)
    .filter((file) => !file.includes(`${path.sep}postgres${path.sep}`))
    .map((file) => [path.relative(stack.dataDir, file), readFileSync(file, "latin1")] as const);
  const logs = kept.filter(([name]) => name.endsWith(".log"));
  const sinks = [
    ...rows,
    ...kept,
    ["sent to vendors", tap.sent()],
    ["live connection", live.received.join("\n")],
  ] as const;
  // What is searched is there.
  expect(tap.sent()).toContain("Are you open on Monday");
  expect(live.received.join("\n")).toContain("Are you open on Monday");
  expect(logs.some(([name, text]) => name.includes("call-worker") && text.length > 0)).toBe(true);
  for (const [name, text] of sinks) {
    const digits = text.replaceAll(/(?<=\d)[\s,.-]+(?=\d)/g, "");
    for (const card of [SAID, PRESSED]) expect(digits.includes(card), `${card} in ${name}`).toBe(false);
    expect(text.toLowerCase().includes(inWords), `the words in ${name}`).toBe(false);
  }
});
