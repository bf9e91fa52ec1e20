import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { isPermission, type Permission } from "../permissions";
import { requirePermission } from "../require-permission";

const CreateApiKeyInput = z.object({
  name: z.string().trim().min(1, "give the key a name").max(100),
  scopes: z.array(z.string().refine(isPermission, "it is no scope")).min(1, "choose at least one scope"),
  expiresAt: z.iso.datetime().nullable().default(null),
});

/** The key itself is shown this once; only its SHA-256 is stored. */
export type CreatedApiKey = {
  id: string;
  name: string;
  key: string;
  prefix: string;
  scopes: Permission[];
  expiresAt: string | null;
};

export const hashApiKey = (key: string): string => createHash("sha256").update(key).digest("hex");

/** Makes an API key with some of the caller's own permissions as scopes. Needs `api_keys.write`. Audited. */
export async function createApiKey(context: ServiceContext, input: unknown, now = new Date()): Promise<CreatedApiKey> {
  requirePermission(context, "api_keys.write");
  const { name, scopes: asked, expiresAt } = parseInput(CreateApiKeyInput, input);
  const scopes = [...new Set(asked)].filter(isPermission);
  const beyond = scopes.find((scope) => !context.permissions.has(scope));
  if (beyond) throw new ServiceError("FORBIDDEN", `A key cannot do more than you can: you do not have ${beyond}.`);
  if (expiresAt && Date.parse(expiresAt) <= now.getTime()) {
    throw new ServiceError("INVALID", "The key would have expired already.", {
      fields: { expiresAt: "choose a time to come" },
    });
  }
  const prefix = `ayb_${randomBytes(6).toString("hex")}`;
  const key = `${prefix}_${randomBytes(32).toString("base64url")}`;
  const { organizationId, actor } = context;
  return withTenant(organizationId, async (tx) => {
    const row = await tx.apiKey.create({
      data: {
        organizationId,
        name,
        prefix,
        hash: hashApiKey(key),
        scopes,
        createdBy: actor.id,
        createdAt: now,
        expiresAt,
      },
    });
    const details = { name, prefix, scopes, expiresAt };
    await recordAudit(
      tx,
      context,
      { action: "api_key.created", targetType: "api_key", targetId: row.id, details },
      now,
    );
    return { id: row.id, name, key, prefix, scopes, expiresAt };
  });
}
