import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { accountFor } from "../connections/account-for";
import { sealCredentials } from "../connections/connection-row";
import { openTokens, sealTokens } from "../integrations/tokens";
import { targetOf } from "../mcp-servers/server-row";
import { createMcpServer } from "../mcp-servers/save-server";
import { PUSH_PURPOSE } from "../notifications/push-subscriptions";
import { createTool } from "../tools/save-tool";
import { testTool } from "../tools/use-http-tool";
import { webhookPurpose } from "../webhooks/endpoint-row";
import { createWebhook, rotateWebhookSecret } from "../webhooks/save-webhook";
import { rotateTenantKeys } from "./rotate";
import { openForTenant, sealForTenant } from "./tenant-envelope";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 4);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

/** Sealed for some minutes, or keys of much data, which the old key still opens. */
const STAY = [
  "tenant_keys.sealed_key",
  "integration_attempts.sealed_verifier",
  "recording_parts.sealed_key",
  "knowledge_sources.sealed_key",
];

test("after a rotation all that an organization keeps of accounts, tools and browsers is sealed with the new key, and opens", async () => {
  const own = await createTestOrganization(database.url);
  const { context, organizationId } = own;
  const tool = await createTool(context, {
    secret: "desk-secret",
    spec: {
      ...{ name: "find", title: "Find", description: "Finds.", method: "GET", effect: "reads" },
      ...{ address: "https://desk.example.com/x", auth: { kind: "bearer" } },
    },
  });
  const server = await createMcpServer(context, {
    ...{ name: "Desk", address: "https://mcp.example.com/mcp", auth: { kind: "bearer" }, secret: "server-secret" },
  });
  const guard = { allow: [], resolve: async () => ["93.184.216.34"] };
  const hook = await createWebhook(context, { url: "https://hooks.example.com/x", events: ["call.ended"] }, guard);
  const rotated = await rotateWebhookSecret(context, hook.id);
  const tokens = { access: "a", refresh: "r", user: "" };
  await withTenant(organizationId, async (tx) => {
    const sealedCredentials = await sealCredentials(tx, organizationId, "deepgram", { apiKey: "d".repeat(40) });
    const account = { organizationId, vendor: "deepgram", mode: "own", changedBy: "test" };
    await tx.vendorConnection.create({ data: { ...account, sealedCredentials } });
    const sealedTokens = await sealTokens(tx, organizationId, "hubspot", tokens);
    await tx.integration.create({
      data: {
        organizationId,
        vendor: "hubspot",
        state: "connected",
        sealedTokens,
        connectedBy: "test",
        connectedAt: new Date(),
      },
    });
  });
  const sealed = await withTenant(organizationId, (tx) => sealForTenant(tx, organizationId, PUSH_PURPOSE, "{}"));
  await withOwner(database.url, async (sql) => {
    const row = "organization_id, id, user_id, session_id, endpoint_hash, sealed, created_at";
    await sql.query(`insert into push_subscriptions (${row}) values ($1, $1, $2, $1, 'hash', $3, now())`, [
      organizationId,
      own.userId,
      sealed,
    ]);
  });
  const { accountId } = await withTenant(organizationId, (tx) =>
    tx.organization.findUniqueOrThrow({ where: { id: organizationId } }),
  );
  await rotateTenantKeys({ accountId, operator: "test" });

  const stored = await withOwner(database.url, async (sql) => {
    const columns = await sql.query(`
      select table_name || '.' || column_name as name, table_name, column_name from information_schema.columns
      where table_schema = 'public' and column_name like 'sealed%'
        and table_name in (select table_name from information_schema.columns where column_name = 'organization_id')`);
    const found: Record<string, string[]> = {};
    for (const { name, table_name, column_name } of columns.rows as Record<string, string>[]) {
      if (name === undefined || STAY.includes(name)) continue;
      const { rows } = await sql.query(
        `select distinct left("${column_name}", 3) as key from "${table_name}" where organization_id = $1`,
        [organizationId],
      );
      found[name] = (rows as { key: string }[]).map(({ key }) => key);
    }
    return found;
  });
  expect(new Set(Object.values(stored).map((keys) => keys.join()))).toEqual(new Set(["k2."]));

  expect((await accountFor(organizationId, "deepgram")).account).toMatchObject({ apiKey: "d".repeat(40) });
  const asked: Record<string, string>[] = [];
  const send = async (_request: unknown, secret: Record<string, string>) => {
    asked.push(secret);
    return { kind: "answer" as const, status: 200, mediaType: "application/json", text: "{}" };
  };
  await testTool(context, tool.id, {}, { send, now: () => new Date() });
  expect(asked).toEqual([{ authorization: "Bearer desk-secret" }]);
  await withTenant(organizationId, async (tx) => {
    const row = await tx.mcpServer.findFirstOrThrow({ where: { organizationId, id: server.id } });
    expect(await targetOf(tx, row)).toMatchObject({ secretHeaders: { authorization: "Bearer server-secret" } });
    const { sealedTokens } = await tx.integration.findFirstOrThrow({ where: { organizationId } });
    expect(await openTokens(tx, organizationId, "hubspot", sealedTokens ?? "")).toEqual(tokens);
    const endpoint = await tx.webhookEndpoint.findFirstOrThrow({ where: { organizationId } });
    const opened = [endpoint.sealedSecret, endpoint.sealedOldSecret ?? ""].map((secret) =>
      openForTenant(tx, organizationId, webhookPurpose(hook.id), secret),
    );
    expect(await Promise.all(opened)).toEqual([rotated.secret, hook.secret]);
    const push = await tx.pushSubscription.findFirstOrThrow({ where: { organizationId } });
    expect(await openForTenant(tx, organizationId, PUSH_PURPOSE, push.sealed)).toBe("{}");
  });
});
