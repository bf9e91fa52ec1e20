import { z } from "zod";
import { FAULT_KINDS, type Vendor } from "../stand-in";

const vendor = z.enum([
  "twilio",
  "deepgram",
  "bedrock",
  "stripe",
  "mail",
  "push",
  "business",
  "google",
  "hubspot",
  "calendly",
]);
const milliseconds = z.number().finite().min(0).max(600_000);

const distribution = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("fixed"), p50Ms: milliseconds }),
  z
    .strictObject({ kind: z.literal("lognormal"), p50Ms: milliseconds, p95Ms: milliseconds })
    .refine((value) => value.p95Ms >= value.p50Ms, { error: "p95Ms must not be smaller than p50Ms" }),
]);

const table = z.record(z.string().min(1).max(100), distribution);

export const latencyInput = z
  .strictObject({
    profile: z.enum(["zero", "published"]).optional(),
    twilio: table.optional(),
    deepgram: table.optional(),
    bedrock: table.optional(),
    stripe: table.optional(),
    mail: table.optional(),
  })
  .refine((value) => Object.keys(value).length > 0, {
    error: 'give a "profile" ("zero" or "published"), or distributions by vendor',
  });

/** Faults that only some vendors have. */
const ONLY_OF: Partial<Record<(typeof FAULT_KINDS)[number], readonly Vendor[]>> = {
  nonsense: ["bedrock"],
  redirect: ["business"],
  endless: ["business"],
  "no-write": ["business", "google", "hubspot", "calendly"],
  "wrong-slot": ["google", "calendly"],
  "hour-off": ["google", "calendly"],
  duplicate: ["google", "hubspot", "calendly"],
  "late-failure": ["google", "hubspot", "calendly"],
  slow: ["google", "hubspot", "calendly"],
  "expired-token": ["google", "hubspot", "calendly"],
  revoked: ["google", "hubspot", "calendly"],
  expired: ["business"],
  changed: ["business", "google"],
  gone: ["business"],
  failed: ["business"],
};

export const faultInput = z
  .strictObject({
    vendor,
    operation: z.string().min(1).max(100),
    kind: z.enum(FAULT_KINDS),
    status: z.number().int().min(400).max(599).optional(),
    afterMs: milliseconds.optional(),
    count: z.number().int().min(1).max(1_000_000).optional(),
  })
  .refine((value) => value.kind !== "status" || value.status !== undefined, {
    error: 'a fault of kind "status" needs a "status" from 400 to 599',
    path: ["status"],
  })
  .refine((value) => value.kind === "status" || value.status === undefined, {
    error: '"status" goes only with kind "status"',
    path: ["status"],
  })
  .refine(({ kind, vendor }) => ONLY_OF[kind]?.includes(vendor) ?? true, {
    error: "that vendor does not fail so",
    path: ["kind"],
  });

export const seedInput = z.strictObject({ seed: z.number().int().min(0).max(0xffffffff) });

export const logQuery = z.strictObject({
  vendor: vendor.optional(),
  since: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(10_000).optional(),
});

/** One line that says which field is wrong and why. */
export function explainIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join(".")}: ${issue.message}` : issue.message))
    .join("; ");
}
