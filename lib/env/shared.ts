import path from "node:path";
import { z } from "zod";
import { webAddress } from "./fields";
import { environmentOf } from "./parse-environment";

/** What every process needs. */
export const SharedEnvironment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "it must be a postgresql:// address" })
    .describe("Give the address of the PostgreSQL database: postgresql://user:password@host:5432/aybiza"),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(10)
    .describe("Connections per process, 1 to 200."),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: "it must be a redis:// or rediss:// address" })
    .optional()
    .describe("Only needed with more than one worker or web process: redis://host:6379"),
  DATA_DIR: z.string().default(".data").describe("A directory this process may write."),
  AUDIT_ANCHORS_DIR: z
    .string()
    .optional()
    .describe("Where it is noted, apart from the database, where audit logs end; below DATA_DIR when missing."),
  NEXTAUTH_SECRET: z
    .string()
    .min(32, "it has fewer than 32 characters")
    .describe("Give 32 or more random characters, the same to every process: openssl rand -base64 48"),
  SECRETS_KEY_FILE: z
    .string()
    .optional()
    .describe(
      "A file with 32 or more random characters that seals the organizations' keys; NEXTAUTH_SECRET when missing.",
    ),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "it must be a bucket's name")
    .optional()
    .describe("The bucket that recordings and files are kept in; a directory below DATA_DIR when missing."),
  S3_ENDPOINT: webAddress("Another address for S3.").optional(),
  S3_REGION: z.string().default("us-east-1").describe("The region of the bucket."),
  PUBLIC_WEB_URL: webAddress("The address people open in the browser.").default("http://localhost:3000"),
  PUBLIC_CALL_URL: webAddress(
    "The address Twilio reaches the call-worker at; its signatures are checked against it.",
  ).default("http://localhost:4000"),
});
export type SharedEnvironment = z.output<typeof SharedEnvironment>;

export const sharedEnv = environmentOf(SharedEnvironment);

/** Where the audit logs' anchors are kept. */
export const auditAnchorsDir = (env = sharedEnv()): string =>
  env.AUDIT_ANCHORS_DIR ?? path.join(env.DATA_DIR, "audit-anchors");

/** Where files that people give us are kept. */
export const objectsDir = (env = sharedEnv()): string => path.join(env.DATA_DIR, "objects");
