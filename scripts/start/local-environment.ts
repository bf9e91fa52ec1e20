import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { useDatabase } from "@/lib/db/connection";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * For commands beside a running installation: .env is read, and what `npm start` keeps in its data directory stands in for what is
 * missing, the secret only together with its own database. Throws what to do when there is no database.
 */
export async function useInstallation(): Promise<void> {
  process.chdir(root);
  if (existsSync(".env")) process.loadEnvFile(".env");
  const { env } = process;
  const kept = <T>(name: string): Partial<T> => {
    const file = path.join(env.DATA_DIR || ".data", name);
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<T>) : {};
  };
  const { databaseUrl } = kept<{ databaseUrl: string }>("dev.json");
  env.DATABASE_URL ||= databaseUrl;
  if (!env.DATABASE_URL) throw new Error("No database: start Aybiza first (npm start), or set DATABASE_URL.");
  if (env.DATABASE_URL === databaseUrl)
    env.NEXTAUTH_SECRET ||= kept<{ nextAuthSecret: string }>("secrets.json").nextAuthSecret;
  await useDatabase(env.DATABASE_URL, 2);
}
