import { z } from "zod";

export const ApiKeyStatus = z.enum(["live", "expired", "revoked"]);

/** A key as it may be shown: all but the key. Times are ISO 8601 in UTC. */
export const ApiKeyResource = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().meta({ description: "The part that may be shown.", example: "ayb_3f9a0c11d2e4" }),
    scopes: z.array(z.string()),
    allowedIps: z
      .array(z.string())
      .meta({ description: "Addresses and CIDR ranges it may be used from; empty: from everywhere." }),
    status: ApiKeyStatus,
    createdAt: z.string(),
    createdByName: z.string().nullable().meta({ description: "Null when that member is gone." }),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable().meta({ description: "To the minute." }),
    revokedAt: z.string().nullable(),
    replaces: z.uuid().nullable().meta({ description: "The key that this one took the place of." }),
    restsBecause: z.enum(["maker_left", "maker_unverified", "maker_second_factor"]).nullable().meta({
      description:
        "Why it is refused although it is live: a key may never more than whom it was made by. Null when nothing is missing.",
    }),
  })
  .meta({ id: "ApiKey" });
export type ApiKeyResource = z.infer<typeof ApiKeyResource>;

export const ApiKeyPage = z.strictObject({ apiKeys: z.array(ApiKeyResource), nextCursor: z.string().nullable() });
export type ApiKeyPage = z.infer<typeof ApiKeyPage>;

/** The only answer that has the key itself. */
export const CreatedApiKey = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    key: z.string().meta({ description: "Shown this once; only its hash is kept." }),
    prefix: z.string(),
    scopes: z.array(z.string()),
    allowedIps: z.array(z.string()),
    expiresAt: z.string().nullable(),
    replaces: z.uuid().nullable(),
  })
  .meta({ id: "CreatedApiKey" });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

const MAX_RANGES = 50;
const MAX_GRACE_HOURS = 168;

export const CreateApiKeyInput = z.object({
  name: z.string().trim().min(1, "give the key a name").max(100),
  scopes: z.array(z.string().max(100)).min(1, "choose at least one scope").max(100),
  expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
  allowedIps: z.array(z.string().max(60)).max(MAX_RANGES, `at most ${MAX_RANGES} addresses`).default([]),
});
export type CreateApiKeyInput = z.input<typeof CreateApiKeyInput>;

export const RotateApiKeyInput = z.object({
  graceHours: z
    .number()
    .min(0)
    .max(MAX_GRACE_HOURS)
    .default(24)
    .meta({ description: "How long the old key still works beside the new one." }),
});
