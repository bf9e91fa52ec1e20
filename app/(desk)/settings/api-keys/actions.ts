"use server";

import { revalidatePath } from "next/cache";
import type { CreatedApiKey } from "@/lib/contracts/api/api-keys";
import { createApiKey } from "@/lib/services/api-keys/create";
import { revokeApiKey } from "@/lib/services/api-keys/revoke";
import { rotateApiKey } from "@/lib/services/api-keys/rotate";
import { type FieldErrors, ServiceError } from "@/lib/services/errors";
import { requireContext } from "@/lib/web/require-context";

export type Outcome<T = null> = { ok: true; data: T } | { ok: false; message: string; fields: FieldErrors };

const DAY_MS = 86_400_000;

async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    const data = await work();
    revalidatePath("/settings/api-keys");
    return { ok: true, data };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ok: false, message: error.message, fields: error.fields };
  }
}

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

/** Gives the key, this once. An empty `days` means that it works until it is revoked. */
export async function createApiKeyAction(form: FormData): Promise<Outcome<CreatedApiKey>> {
  const context = await requireContext("api_keys.write");
  const days = Number(text(form, "days"));
  return attempt(() =>
    createApiKey(context, {
      name: text(form, "name"),
      scopes: form.getAll("scope"),
      expiresAt: days > 0 && days < 10_000 ? new Date(Date.now() + days * DAY_MS).toISOString() : null,
      allowedIps: text(form, "allowedIps")
        .split(/[\s,;]+/)
        .filter((range) => range !== ""),
    }),
  );
}

export async function rotateApiKeyAction(keyId: string, graceHours: number): Promise<Outcome<CreatedApiKey>> {
  const context = await requireContext("api_keys.write");
  return attempt(() => rotateApiKey(context, String(keyId), { graceHours }));
}

export async function revokeApiKeyAction(keyId: string): Promise<Outcome> {
  const context = await requireContext("api_keys.write");
  return attempt(async () => {
    await revokeApiKey(context, String(keyId));
    return null;
  });
}
