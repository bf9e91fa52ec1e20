import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { JobsEnvironment } from "@/lib/env/jobs";
import { parseEnvironment } from "@/lib/env/parse-environment";
import { WebEnvironment } from "@/lib/env/web";
import { WorkerEnvironment } from "@/lib/env/worker";
import { createPayments } from "@/lib/adapters/stripe/payments";
import { startEmbeddedPostgres } from "../db/embedded";
import { DEMO_EMAIL, DEMO_PASSWORD, demoOrganizations } from "../../prisma/demo/organizations";
import { seedDemo } from "../../prisma/seed";
import { deployMigrations } from "../db/migrations";
import { bundleProcesses, buildWeb } from "./build";
import { holdTheLine } from "./hold-the-line";
import { claimDataDir } from "./only-one";
import { choosePort } from "./ports";
import { provisionNumbers } from "./provision-numbers";
import { localSecrets } from "./secrets";
import { supervise, type ManagedProcess, type ProcessPlan } from "./supervise";
import { planVendors } from "./vendors";
import { WORKER_ARGS } from "./worker-args";

export type DevJson = {
  webUrl: string;
  workerUrl: string;
  sandboxUrl: string;
  databaseUrl: string;
  phoneNumber: string;
  demo: { email: string; password: string };
  twilio: { accountSid: string; authToken: string };
};

export type StackOptions = {
  root: string;
  env: Record<string, string | undefined>;
  say: (line: string) => void;
  /** The web app takes the longest to build; tests of the worker do without it. */
  web?: boolean;
  demo?: boolean;
  /** Own accounts of organizations are looked for at the sandbox too, which refuses those it does not know. */
  ownAccountsAtSandbox?: boolean;
  /** Aborted, the start fails, and what was started is stopped. */
  signal?: AbortSignal;
};

export type Stack = {
  dev: DevJson;
  sandboxed: string[];
  /** What every process was given; for starting another one beside them. */
  environment: Record<string, string | undefined>;
  process(name: string): ManagedProcess | undefined;
  /** PostgreSQL, when it is the embedded one. */
  database: { stop(): Promise<void>; start(): Promise<void>; kill(): Promise<void> } | null;
  stop(): Promise<void>;
};

/** Starts everything on this machine and resolves when a call can be placed. Whatever fails, what was started is stopped again. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { root, say } = options;
  const env = { ...options.env };
  const dataDir = path.resolve(root, env.DATA_DIR || ".data");
  const logDir = path.join(dataDir, "logs");
  // Its owner alone may read here; PostgreSQL, which never runs as root, must be able to pass through.
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  mkdirSync(logDir, { recursive: true, mode: 0o700 });
  const release = claimDataDir(dataDir);
  const processes: ManagedProcess[] = [];
  const closers: (() => Promise<void>)[] = [];
  const building = new AbortController();
  const goOn = () => options.signal?.throwIfAborted();
  options.signal?.addEventListener("abort", () => building.abort(), { once: true });
  const stop = async () => {
    building.abort();
    await Promise.all(processes.filter(({ name }) => name !== "sandbox").map((managed) => managed.stop()));
    await Promise.all(processes.filter(({ name }) => name === "sandbox").map((managed) => managed.stop()));
    for (const close of closers.reverse()) await close();
    release();
  };
  try {
    const secrets = localSecrets(dataDir);
    const taken = new Set<number>();
    const webPort = options.web === false ? 0 : await choosePort("WEB_PORT", env.WEB_PORT, 3000, taken);
    const callPort = await choosePort("CALL_PORT", env.CALL_PORT, 4000, taken);
    const sandboxPort = await choosePort("SANDBOX_PORT", env.SANDBOX_PORT, 4010, taken);
    const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
    // Near the sandbox's own: stacks that start side by side, each with ports it was given, do not meet here either.
    const smtpPort = await choosePort("SANDBOX_SMTP_PORT", env.SANDBOX_SMTP_PORT, sandboxPort + 15, taken);
    const vendors = planVendors(env, secrets, { sandboxUrl, smtpUrl: `smtp://127.0.0.1:${smtpPort}` });

    const nextAuthSecret = env.NEXTAUTH_SECRET || secrets.nextAuthSecret;
    checkEnvironment({ ...env, ...vendors.environment, NEXTAUTH_SECRET: nextAuthSecret });

    const embedded = await startDatabase(env, dataDir, closers);
    const databaseUrl = embedded?.url ?? env.DATABASE_URL ?? "";
    const common: Record<string, string | undefined> = {
      ...env,
      ...vendors.environment,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      NEXTAUTH_SECRET: nextAuthSecret,
      WEB_PORT: String(webPort || 3000),
      CALL_PORT: String(callPort),
      PUBLIC_WEB_URL: env.PUBLIC_WEB_URL || `http://localhost:${webPort || 3000}`,
      PUBLIC_CALL_URL: env.PUBLIC_CALL_URL || `http://127.0.0.1:${callPort}`,
      WORKER_URL: env.WORKER_URL || `http://127.0.0.1:${callPort}`,
      SANDBOX_URL: vendors.sandboxed.length > 0 ? sandboxUrl : undefined,
      SANDBOX_VENDORS: vendors.sandboxed.join(",") || undefined,
      ...(options.ownAccountsAtSandbox ? { OWN_ACCOUNTS_URL: sandboxUrl } : {}),
    };
    const processEnv = common as NodeJS.ProcessEnv;

    // The web app's build looks through dist/, where it serves the widget's script from: what is written there is whole before.
    const bundled = bundleProcesses(root);
    const built =
      options.web === false ? Promise.resolve(false) : bundled.then(() => buildWeb(root, processEnv, building.signal));
    built.catch(() => undefined);
    const [demo] = await Promise.all([
      prepareDatabase(databaseUrl, options.demo !== false, vendors.sandboxed.includes("Amazon Bedrock")),
      bundled,
    ]);

    goOn();
    const run = (plan: Pick<ProcessPlan, "name" | "args" | "isReady"> & Partial<ProcessPlan>) => {
      const managed = supervise({ logDir, say, graceMs: 5000, ...plan, env: { ...processEnv, ...plan.env } });
      processes.push(managed);
      return managed.ready;
    };
    const answers = (url: string) => async () => (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
    const workerUrl = `http://127.0.0.1:${callPort}`;
    const accountSid = common.TWILIO_ACCOUNT_SID ?? "";
    const authToken = common.TWILIO_AUTH_TOKEN ?? "";

    // The sandbox's example of a website can be read; nothing else that is not public.
    const webFetchAllow =
      env.WEB_FETCH_ALLOW || (vendors.sandboxed.length > 0 ? `127.0.0.1:${sandboxPort}` : undefined);
    const webUrl = common.PUBLIC_WEB_URL ?? `http://localhost:${webPort || 3000}`;
    if (vendors.sandboxed.length > 0) {
      const callUrl = common.PUBLIC_CALL_URL ?? workerUrl;
      // The sandbox remembers nothing: a restarted one gets its numbers and its catalog of plans again.
      const onReady = async () => {
        const { sandboxed } = vendors;
        if (sandboxed.includes("Twilio"))
          await provisionNumbers({
            sandboxUrl,
            accountSid,
            authToken,
            databaseUrl,
            callUrl,
            webUrl,
            secret: nextAuthSecret,
          });
        if (sandboxed.includes("Stripe"))
          await createPayments({ secretKey: common.STRIPE_SECRET_KEY ?? "", baseUrl: sandboxUrl }).setUp();
      };
      const settings = {
        SANDBOX_PORT: String(sandboxPort),
        SANDBOX_SMTP_PORT: String(smtpPort),
        SANDBOX_HOST: env.SANDBOX_HOST || "127.0.0.1",
        // Whoever brings another key is refused, as the vendor would.
        SANDBOX_DEEPGRAM_KEYS: env.SANDBOX_DEEPGRAM_KEYS || common.DEEPGRAM_API_KEY,
        SANDBOX_AWS_KEYS: env.SANDBOX_AWS_KEYS || common.AWS_BEARER_TOKEN_BEDROCK || common.AWS_ACCESS_KEY_ID,
        STRIPE_WEBHOOK_URL: `http://127.0.0.1:${webPort || 3000}/api/webhooks/stripe`,
      };
      const isReady = answers(`${sandboxUrl}/sandbox/health`);
      await run({ name: "sandbox", args: ["dist/sandbox.mjs"], env: settings, isReady, onReady });
    }
    await Promise.all([
      run({
        name: "call-worker",
        args: [...WORKER_ARGS, "dist/call-worker.mjs"],
        env: { DRAIN_CAP_MS: env.DRAIN_CAP_MS || "3000", WEB_FETCH_ALLOW: webFetchAllow },
        isReady: answers(`${workerUrl}/healthz`),
        graceMs: 8000,
        whileDown: () => holdTheLine(callPort),
      }),
      run({
        name: "jobs",
        args: ["dist/jobs.mjs"],
        env: { WEB_FETCH_ALLOW: webFetchAllow },
        isReady: async () => true,
      }),
    ]);
    goOn();
    await built;
    if (options.web !== false) {
      await run({
        name: "web",
        args: ["dist/web.mjs"],
        env: {
          NEXTAUTH_URL: webUrl,
          DEMO_EMAIL: demo.email,
          DEMO_PASSWORD: demo.password,
          DEMO_PHONE_NUMBER: demo.phoneNumbers[0],
          WEB_FETCH_ALLOW: webFetchAllow,
        },
        isReady: answers(`http://127.0.0.1:${webPort}/api/health`),
      });
    }

    const dev: DevJson = {
      webUrl,
      workerUrl,
      sandboxUrl,
      databaseUrl,
      phoneNumber: demo.phoneNumbers[0] ?? "",
      demo: { email: demo.email, password: demo.password },
      twilio: { accountSid, authToken },
    };
    writeFileSync(path.join(dataDir, "dev.json"), `${JSON.stringify(dev, null, 2)}\n`, { mode: 0o600 });
    return {
      dev,
      sandboxed: vendors.sandboxed,
      environment: common,
      process: (name) => processes.find((managed) => managed.name === name),
      database: embedded,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Before anything is started: every process reads its part again, but tells of it only in its log. */
function checkEnvironment(env: Record<string, string | undefined>): void {
  const given = { ...env, DATABASE_URL: env.DATABASE_URL || "postgresql://localhost/aybiza" };
  for (const environment of [WorkerEnvironment, WebEnvironment, JobsEnvironment]) parseEnvironment(environment, given);
}

async function startDatabase(
  env: Record<string, string | undefined>,
  dataDir: string,
  closers: (() => Promise<void>)[],
) {
  if (env.DATABASE_URL) return null;
  const options = { dataDir: path.join(dataDir, "postgres"), port: Number(env.DATABASE_PORT) || 5439 };
  let server = await startEmbeddedPostgres(options);
  closers.push(() => server.stop());
  return {
    url: server.url,
    stop: () => server.stop(),
    kill: () => server.kill(),
    start: async () => {
      server = await startEmbeddedPostgres({ ...options, port: server.port });
    },
  };
}

/** `isFree`: the model costs nothing, so the demo's past calls are scored too. */
async function prepareDatabase(url: string, withDemo: boolean, isFree: boolean) {
  await deployMigrations(url).catch((error: Error) => {
    const reason = error.message.trim().split("\n")[0] ?? "";
    throw new Error(
      `The database (DATABASE_URL) could not be prepared: ${reason}. Start it and let its user create tables and roles, or leave DATABASE_URL out for the embedded one.`,
    );
  });
  if (!withDemo) return { email: "", password: "", phoneNumbers: [] as string[] };
  await seedDemo(url, new Date(), isFree);
  return {
    email: DEMO_EMAIL,
    password: DEMO_PASSWORD,
    phoneNumbers: demoOrganizations.flatMap(({ numbers }) => numbers.map(({ e164 }) => e164)),
  };
}
