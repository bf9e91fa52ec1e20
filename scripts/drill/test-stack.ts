import { rmSync } from "node:fs";
import path from "node:path";
import type { AgentConfigInput } from "@/lib/contracts/agent-config";
import { createTestOrganization, type TestOrganization } from "../test/database";
import { makeTemporaryDataDir } from "../db/embedded-cluster";
import { freePorts } from "../start/ports";
import { provisionNumbers } from "../start/provision-numbers";
import { startStack, type Stack } from "../start/stack";

/** Says little at the start, so that tests get to what they are about. */
const BRIEF: AgentConfigInput = {
  greeting: "Hello.",
  disclosure: { enabled: false, text: "I'm an AI assistant." },
  recordingNotice: { enabled: false, text: "This call is recorded." },
};

export type TestStack = Stack & {
  dataDir: string;
  /** What the starter told. */
  said: string[];
  /** An organization of its own, whose number can be dialled. */
  organization(config?: AgentConfigInput): Promise<TestOrganization>;
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
