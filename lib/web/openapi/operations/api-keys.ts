import { z } from "zod";
import { ApiKeyPage, CreateApiKeyInput, CreatedApiKey, RotateApiKeyInput } from "@/lib/contracts/api/api-keys";
import { PageQuery } from "@/lib/contracts/api/paging";
import { defineOperation } from "../operation";

const KEY_ID = "019a9e2b-5f0e-7c3a-9d55-0d9b6d6d2c11";
const KeyParams = z.strictObject({ keyId: z.string().meta({ description: "The key's id.", example: KEY_ID }) });

const CREATED = {
  id: KEY_ID,
  name: "CRM",
  key: "ayb_3f9a0c11d2e4_…",
  prefix: "ayb_3f9a0c11d2e4",
  scopes: ["calls.read"],
  allowedIps: ["203.0.113.0/24"],
  expiresAt: "2027-11-20T00:00:00.000Z",
  replaces: null,
};

export const listApiKeysOperation = defineOperation({
  id: "listApiKeys",
  method: "GET",
  path: "/api/v1/api-keys",
  tag: "API keys",
  summary: "List API keys",
  description: "Newest first, those that work no more too. A key itself is never shown again.",
  scope: "api_keys.read",
  sessionOnly: true,
  query: z.strictObject(PageQuery.shape),
  response: ApiKeyPage,
  examples: {
    response: {
      apiKeys: [
        {
          id: KEY_ID,
          name: "CRM",
          prefix: CREATED.prefix,
          scopes: CREATED.scopes,
          allowedIps: CREATED.allowedIps,
          status: "live",
          createdAt: "2026-11-20T17:00:00.000Z",
          createdByName: "Dana Whitfield",
          expiresAt: CREATED.expiresAt,
          lastUsedAt: "2026-11-20T17:31:00.000Z",
          revokedAt: null,
          replaces: null,
          restsBecause: null,
        },
      ],
      nextCursor: null,
    },
  },
});

export const createApiKeyOperation = defineOperation({
  id: "createApiKey",
  method: "POST",
  path: "/api/v1/api-keys",
  tag: "API keys",
  summary: "Make an API key",
  description: "The key stands in this answer alone. Its scopes are some of your own permissions.",
  scope: "api_keys.write",
  sessionOnly: true,
  body: z.strictObject(CreateApiKeyInput.shape),
  response: CreatedApiKey,
  status: 201,
  refusals: [409],
  examples: {
    body: { name: "CRM", scopes: ["calls.read"], allowedIps: ["203.0.113.0/24"], expiresAt: CREATED.expiresAt },
    response: CREATED,
  },
});

export const rotateApiKeyOperation = defineOperation({
  id: "rotateApiKey",
  method: "POST",
  path: "/api/v1/api-keys/{keyId}/rotate",
  tag: "API keys",
  summary: "Replace an API key",
  description:
    "A new key with the same name, scopes and addresses. The old one works on for the grace, 24 hours unless you say otherwise.",
  scope: "api_keys.write",
  sessionOnly: true,
  params: KeyParams,
  body: z.strictObject(RotateApiKeyInput.shape),
  response: CreatedApiKey,
  status: 201,
  refusals: [404, 409],
  examples: { body: { graceHours: 24 }, response: { ...CREATED, replaces: "019a9e2b-5f0e-7c3a-9d55-0d9b6d6d2c10" } },
});

export const revokeApiKeyOperation = defineOperation({
  id: "revokeApiKey",
  method: "DELETE",
  path: "/api/v1/api-keys/{keyId}",
  tag: "API keys",
  summary: "Revoke an API key",
  description: "For good. A request under way finishes; the next is refused.",
  scope: "api_keys.write",
  sessionOnly: true,
  params: KeyParams,
  response: z.strictObject({ id: z.uuid(), revokedAt: z.string() }),
  refusals: [404],
  examples: { response: { id: KEY_ID, revokedAt: "2026-11-20T17:40:00.000Z" } },
});
