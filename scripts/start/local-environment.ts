import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { useDatabase } from "@/lib/db/connection";

const root = path.resolve(import.meta.dirname, "../..");

type Dev = Record<"databaseUrl" | "sandboxUrl" | "workerUrl" | "webUrl", string> & {
  twilio: { accountSid: string; authToken: string };
};

/**
 * For commands beside a running installation: .env is read, and what `npm start` keeps in its data directory stands in for what is
 * missing, the secret and the sandbox's Twilio account only together with its own database. Throws what to do when there is no database.
 */
export async function useInstallation(): Promise<void> {
  process.chdir(root);
  if (existsSync(".env")) process.loadEnvFile(".env");
  const { env } = process;
  const kept = <T>(name: string): Partial<T> => {
    const file = path.join(env.DATA_DIR || ".data", name);
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<T>) : {};
  };
  const { databaseUrl, sandboxUrl, twilio, workerUrl, webUrl } = kept<Dev>("dev.json");
  env.DATABASE_URL ||= databaseUrl;
  if (!env.DATABASE_URL) throw new Error("No database: start Aybiza first (npm start), or set DATABASE_URL.");
  if (env.DATABASE_URL === databaseUrl) {
    env.NEXTAUTH_SECRET ||= kept<{ nextAuthSecret: string }>("secrets.json").nextAuthSecret;
    if (!env.TWILIO_ACCOUNT_SID && twilio && sandboxUrl) {
      const { accountSid: TWILIO_ACCOUNT_SID, authToken: TWILIO_AUTH_TOKEN } = twilio;
      Object.assign(env, { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_BASE_URL: sandboxUrl });
      env.PUBLIC_CALL_URL ||= workerUrl;
      env.PUBLIC_WEB_URL ||= webUrl;
    }
  }
  // Nobody waits for an answer within seconds here, while loading this program's parts may take that long.
  const url = new URL(env.DATABASE_URL);
  if (!url.searchParams.has("connect_timeout")) url.searchParams.set("connect_timeout", "20");
  await useDatabase(url.toString(), 5);
}
