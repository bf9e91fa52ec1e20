import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Secrets of an installation on one machine, made once and kept in its data directory, readable by its owner alone. */
export type LocalSecrets = {
  nextAuthSecret: string;
  sandboxAccountSid: string;
  sandboxAuthToken: string;
  sandboxDeepgramKey: string;
  sandboxStripeKey: string;
  sandboxStripeWebhookSecret: string;
};

export function localSecrets(dataDir: string): LocalSecrets {
  const file = path.join(dataDir, "secrets.json");
  const made: LocalSecrets = {
    nextAuthSecret: randomBytes(48).toString("base64"),
    sandboxAccountSid: `AC${randomBytes(16).toString("hex")}`,
    sandboxAuthToken: randomBytes(16).toString("hex"),
    sandboxDeepgramKey: randomBytes(20).toString("hex"),
    sandboxStripeKey: `sk_test_${randomBytes(24).toString("hex")}`,
    sandboxStripeWebhookSecret: `whsec_${randomBytes(24).toString("hex")}`,
  };
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<LocalSecrets>) : {};
  const secrets = { ...made, ...kept };
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
