import { type DestinationStream, type Logger, pino } from "pino";
import { loggingEnv } from "@/lib/env/logging";
import { redactLine } from "./redact-line";

const CENSOR = "[redacted]";
const SECRET_KEYS = [
  "password",
  "passwordHash",
  "token",
  "secret",
  "apiKey",
  "authorization",
  "cookie",
  "authToken",
  "databaseUrl",
];

/**
 * Writes JSON lines to stdout (or `destination`). What people said or typed goes under a key named `pii` and nowhere else: it is cut out
 * of the line unless `showPii`. Phone numbers, e-mail addresses, card numbers and secrets are cut out of everything else.
 */
export function createLogger(
  options: { level?: string; showPii?: boolean; destination?: DestinationStream } = {},
): Logger {
  const keys = options.showPii ? SECRET_KEYS : [...SECRET_KEYS, "pii"];
  return pino(
    {
      level: options.level ?? "info",
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: keys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: CENSOR },
      hooks: { streamWrite: redactLine },
    },
    ...(options.destination ? [options.destination] : []),
  );
}

const { LOG_LEVEL, LOG_PII } = loggingEnv();

/** The process's logger. */
export const log: Logger = createLogger({ level: LOG_LEVEL, showPii: LOG_PII });
