import { z } from "zod";
import { environmentOf } from "./parse-environment";

export const LoggingEnvironment = z.object({
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"])
    .default("info")
    .describe("trace, debug, info, warn, error, fatal or silent."),
  LOG_PII: z
    .enum(["0", "1"])
    .default("0")
    .transform((value) => value === "1")
    .describe("1 shows in the log what people said; never in production."),
});

/** Apart from what a process needs, so that a log exists before anything else was read. */
export const loggingEnv = environmentOf(LoggingEnvironment);
