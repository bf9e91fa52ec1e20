import { createServer } from "node:net";
import { startSandbox } from "./server/start";
import { synthesize } from "./speech/synthesize";

/** The sandbox's process: settings from the environment, one JSON line when it is up, a clean end on SIGTERM, SIGINT or a lost parent. */

const PORT_TAKEN_EXIT_CODE = 98;
const BAD_SETTING_EXIT_CODE = 78;
const DEFAULT_SMTP_PORT = 4025;

function quit(code: number, message: string): never {
  process.stderr.write(`sandbox: ${message}\n`);
  process.exit(code);
}

function readInteger(name: string, fallback: number, max: number): number {
  const text = process.env[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > max) {
    quit(BAD_SETTING_EXIT_CODE, `${name} is "${text}"; it must be a whole number from 0 to ${max}.`);
  }
  return value;
}

function readLatencyProfile(): "zero" | "published" {
  const text = process.env.SANDBOX_LATENCY || "zero";
  if (text !== "zero" && text !== "published") {
    quit(BAD_SETTING_EXIT_CODE, `SANDBOX_LATENCY is "${text}"; it must be "zero" or "published".`);
  }
  return text;
}

function readKeys(name: string): readonly string[] | "any" {
  const keys = (process.env[name] ?? "").split(",").map((key) => key.trim());
  const named = keys.filter((key) => key !== "");
  return named.length > 0 ? named : "any";
}

/** Where Stripe's events go, when both the address and the secret are known. */
function readStripeWebhook(): { url: string; secret: string } | undefined {
  const { STRIPE_WEBHOOK_URL: url, STRIPE_WEBHOOK_SECRET: secret } = process.env;
  if (!url || !secret) return undefined;
  if (!/^https?:\/\/.+/.test(url)) {
    quit(BAD_SETTING_EXIT_CODE, `STRIPE_WEBHOOK_URL is "${url}"; it must be an http:// or https:// address.`);
  }
  return { url, secret };
}

/** The port for mail that was asked for; else 4025, or any when another sandbox on this machine has that. */
async function chooseSmtpPort(): Promise<number> {
  if (process.env.SANDBOX_SMTP_PORT) return readInteger("SANDBOX_SMTP_PORT", DEFAULT_SMTP_PORT, 65_535);
  const probe = createServer();
  const free = await new Promise<boolean>((resolve) => {
    probe.once("error", () => resolve(false));
    probe.listen(DEFAULT_SMTP_PORT, host, () => probe.close(() => resolve(true)));
  });
  return free ? DEFAULT_SMTP_PORT : 0;
}

const host = process.env.SANDBOX_HOST || "127.0.0.1";
const port = readInteger("SANDBOX_PORT", 4010, 65_535);
const stripeWebhook = readStripeWebhook();
const smtpPort = await chooseSmtpPort();

// One connection's trouble must never end the calls of all the others.
process.on("uncaughtException", (error) => {
  process.stderr.write(
    `${JSON.stringify({ event: "error", what: "uncaught", reason: error.stack ?? error.message })}\n`,
  );
});
process.on("unhandledRejection", (reason) => {
  const text = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
  process.stderr.write(`${JSON.stringify({ event: "error", what: "unhandled rejection", reason: text })}\n`);
});

try {
  const sandbox = await startSandbox({
    port,
    host,
    accountSid: process.env.TWILIO_ACCOUNT_SID || `AC${"0".repeat(32)}`,
    authToken: process.env.TWILIO_AUTH_TOKEN || "sandbox-auth-token",
    deepgramKeys: readKeys("SANDBOX_DEEPGRAM_KEYS"),
    awsKeys: readKeys("SANDBOX_AWS_KEYS"),
    seed: readInteger("SANDBOX_SEED", 1, 0xffffffff),
    latencyProfile: readLatencyProfile(),
    smtpPort,
    ...(stripeWebhook && { stripeWebhook }),
  });
  const { url, smtpUrl } = sandbox;
  const ready = { event: "listening", url, port: sandbox.port, smtpPort: sandbox.smtpPort, smtpUrl };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  // Loading the voice takes seconds on a slow machine; the first caller shall not wait for it.
  synthesize("Hello.").catch(() => undefined);

  let closing = false;
  const stop = () => {
    if (closing) return;
    closing = true;
    // What does not close by itself in this time is cut off with the process.
    setTimeout(() => process.exit(0), 3_000).unref();
    void sandbox.close().finally(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.on("disconnect", stop);
} catch (error) {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "EADDRINUSE" && (error as { port?: number }).port === smtpPort) {
    quit(
      PORT_TAKEN_EXIT_CODE,
      `port ${smtpPort} on ${host} is taken; set SANDBOX_SMTP_PORT to another, or to 0 for any.`,
    );
  }
  if (code === "EADDRINUSE") {
    quit(PORT_TAKEN_EXIT_CODE, `port ${port} on ${host} is taken; stop what uses it or set SANDBOX_PORT to another.`);
  }
  if (code === "EACCES")
    quit(BAD_SETTING_EXIT_CODE, `port ${port} may not be opened; set SANDBOX_PORT and SANDBOX_SMTP_PORT above 1023.`);
  throw error;
}
