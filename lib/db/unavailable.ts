/** SQLSTATEs and system codes that say: the server cannot be used now, try again later; the statement itself was not at fault. */
const CODES = new Set([
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "53300", // too_many_connections
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "P1001", // Prisma: cannot reach the server
  "P1002", // Prisma: the server timed out
  "P1017", // Prisma: the server closed the connection
  "P2024", // Prisma: no connection from the pool in time
]);

const KINDS = new Set(["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"]);

/** node-postgres has no codes for these. */
const MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Connection ended unexpectedly|Query read timeout|not queryable|Unable to start a transaction in the given time|Transaction already closed|Transaction not found/;

/** True when `error` means that PostgreSQL is gone, starting, stopping or full: keep the data and try again. Looks through causes. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return look(error, 0);
}

function look(error: unknown, depth: number): boolean {
  if (typeof error !== "object" || error === null || depth > 5) return false;
  const { code, originalCode, kind, message, cause, meta, errors, error: inner } = error as Record<string, unknown>;
  for (const value of [code, originalCode]) {
    if (typeof value === "string" && (CODES.has(value) || /^08...$/.test(value))) return true;
  }
  if (typeof kind === "string" && KINDS.has(kind)) return true;
  if (typeof message === "string" && MESSAGE.test(message)) return true;
  const nested = [cause, inner, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError];
  if (Array.isArray(errors)) nested.push(...errors);
  return nested.some((next) => look(next, depth + 1));
}
