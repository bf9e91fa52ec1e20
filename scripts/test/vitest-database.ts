import { startTestServer, TEST_POSTGRES_VARIABLE } from "./database";

/** vitest's global set-up for tests with a database: one server per run; the test processes inherit its address. */
export default async function setUp(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  process.env[TEST_POSTGRES_VARIABLE] = server.url;
  // What lib/env asks of every process; tests choose their database with useDatabase.
  process.env["DATABASE_URL"] = server.url;
  process.env["NEXTAUTH_SECRET"] ??= "only-for-tests-0123456789abcdefghijklmnop";
  process.env["LOG_LEVEL"] ??= "silent";
  return server.stop;
}
