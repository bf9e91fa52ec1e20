import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { AgentConfigInput } from "@/lib/contracts/agent-config";
import { createTestOrganization, type TestOrganization, withOwner } from "../test/database";
import { makeTemporaryDataDir } from "../db/embedded-cluster";
import { freePorts } from "../start/ports";
import { provisionNumbers } from "../start/provision-numbers";
import { startStack, type Stack } from "../start/stack";
import type { PlacedCall } from "./phone";

/** Says little at the start, so that tests get to what they are about. */
const BRIEF: AgentConfigInput = {
  greeting: "Hello.",
  disclosure: { enabled: false, text: "I'm an AI assistant." },
  recordingNotice: { enabled: false, text: "This call is recorded." },
};

export type StoredEvent = Record<string, unknown> & { type: string };

export type TestStack = Stack & {
  dataDir: string;
  /** What the starter told. */
  said: string[];
  /** An organization of its own, whose number can be dialled. */
  organization(config?: AgentConfigInput): Promise<TestOrganization>;
  /** What is stored of a call so far, in order. */
  eventsOf(call: { callSid: string }): Promise<StoredEvent[]>;
  /** All of a call's record, once it is over: the journal's last lines reach the database a moment after the line closed. */
  recordOf(call: PlacedCall): Promise<StoredEvent[]>;
  /** The sandbox's controls. Throws with the sandbox's words when they are refused. */
  sandbox<T = unknown>(method: "GET" | "POST" | "PUT" | "DELETE", address: string, body?: unknown): Promise<T>;
};

/** The product's processes, without the web app, on free ports and with a directory of their own that goes away with them. */
export async function startTestStack(env: Record<string, string> = {}): Promise<TestStack> {
  const root = path.resolve(import.meta.dirname, "../..");
  const dataDir = path.dirname(makeTemporaryDataDir());
  const [callPort, sandboxPort, databasePort] = await freePorts(3);
  const said: string[] = [];
  const stack = await startStack({
    root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LOG_LEVEL: "warn",
      DATA_DIR: dataDir,
      CALL_PORT: String(callPort),
      SANDBOX_PORT: String(sandboxPort),
      DATABASE_PORT: String(databasePort),
      ...env,
    },
    say: (line) => void said.push(line),
    web: false,
    demo: false,
  });
  const { sandboxUrl, workerUrl, databaseUrl, twilio } = stack.dev;
  const eventsOf: TestStack["eventsOf"] = ({ callSid }) =>
    withOwner(databaseUrl, async (sql) => {
      const { rows } = await sql.query<{ body: StoredEvent }>(
        `select e.body from call_events e join calls c on c.id = e.call_id where c.provider_call_sid = $1 order by e.seq`,
        [callSid],
      );
      return rows.map(({ body }) => body);
    });
  return {
    ...stack,
    dataDir,
    said,
    async organization(config) {
      const organization = await createTestOrganization(databaseUrl, { config: { ...BRIEF, ...config } });
      const addresses = {
        callUrl: workerUrl,
        webUrl: stack.dev.webUrl,
        secret: stack.environment.NEXTAUTH_SECRET ?? "",
      };
      await provisionNumbers({ sandboxUrl, ...twilio, databaseUrl, ...addresses });
      return organization;
    },
    eventsOf,
    async recordOf(call) {
      await call.over;
      const giveUpAt = Date.now() + 60_000;
      for (;;) {
        const record = await eventsOf(call);
        if (record.at(-1)?.type === "call.ended") return record;
        if (Date.now() > giveUpAt) throw new Error(`The end of ${call.callSid} is not stored after a minute.`);
        await setTimeout(50);
      }
    },
    async sandbox<T>(method: string, address: string, body?: unknown) {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${sandboxUrl}${address}`, {
        method,
        headers,
        body: body && JSON.stringify(body),
      } as RequestInit);
      if (!response.ok) throw new Error(`The sandbox refused ${method} ${address}: ${await response.text()}`);
      return (await response.json()) as T;
    },
    async stop() {
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
