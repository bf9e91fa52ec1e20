import { readFileSync } from "node:fs";
import { sharedEnv } from "@/lib/env/shared";
import { deriveKey } from "../derive-key";

const SHORTEST = 32;

/** What seals the organizations' keys: derived from the file SECRETS_KEY_FILE names, else from NEXTAUTH_SECRET. */
export function installationKey(): Buffer {
  const { SECRETS_KEY_FILE, NEXTAUTH_SECRET } = sharedEnv();
  return installationKeyFrom(SECRETS_KEY_FILE === undefined ? NEXTAUTH_SECRET : readKeyFile(SECRETS_KEY_FILE));
}

export const installationKeyFrom = (secret: string): Buffer => deriveKey(secret, "tenant keys");

/** The secret in a file, without white space around it. Throws what to do when there is none. */
export function readKeyFile(file: string): string {
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length >= SHORTEST) return secret;
  throw new Error(`The key file ${file} has fewer than ${SHORTEST} characters. Fill it with: openssl rand -base64 48`);
}
