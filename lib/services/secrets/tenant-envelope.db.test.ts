import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { verifyAuditChain } from "../audit/verify-audit-chain";
import { installationKey, installationKeyFrom } from "./installation-key";
import { rewrapTenantKeys, rotateTenantKeys } from "./rotate";
import { openForTenant, sealForTenant } from "./tenant-envelope";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 8);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const sealIn = (organizationId: string, text: string, purpose = "a connection") =>
  withTenant(organizationId, (tx) => sealForTenant(tx, organizationId, purpose, text));
const openIn = (organizationId: string, sealed: string, purpose = "a connection") =>
  withTenant(organizationId, (tx) => openForTenant(tx, organizationId, purpose, sealed));
const accountIdOf = (organizationId: string) =>
  withTenant(organizationId, (tx) => tx.organization.findUniqueOrThrow({ where: { id: organizationId } })).then(
    ({ accountId }) => accountId,
  );

it("opens for the organization and purpose it was sealed for, and for no other", async () => {
  const [who, other] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
  const sealed = await sealIn(who.organizationId, "sk_live_planted");
  expect(sealed).not.toContain("planted");
  expect(await openIn(who.organizationId, sealed)).toBe("sk_live_planted");
  await expect(openIn(who.organizationId, sealed, "something else")).rejects.toThrow();
  await sealIn(other.organizationId, "its key exists");
  await expect(openIn(other.organizationId, sealed)).rejects.toThrow();
});

it("makes one key where many are wanted at once", async () => {
  const { organizationId } = await createTestOrganization(test.url);
  const sealed = await Promise.all(Array.from({ length: 8 }, (_, n) => sealIn(organizationId, `secret ${n}`)));
  expect(await Promise.all(sealed.map((each) => openIn(organizationId, each)))).toEqual(
    sealed.map((_, n) => `secret ${n}`),
  );
  const keys = await withTenant(organizationId, (tx) => tx.tenantKey.count());
  expect(keys).toBe(1);
});

it("rotates: new secrets get the new key, old ones still open, and the audit says so", async () => {
  const { organizationId } = await createTestOrganization(test.url);
  const before = await sealIn(organizationId, "old");
  const accountId = await accountIdOf(organizationId);
  expect(await rotateTenantKeys({ accountId: accountId.toLowerCase(), operator: "test" })).toEqual([
    { accountId, version: 2 },
  ]);
  const after = await sealIn(organizationId, "new");
  expect([before.slice(0, 3), after.slice(0, 3)]).toEqual(["k1.", "k2."]);
  expect([await openIn(organizationId, before), await openIn(organizationId, after)]).toEqual(["old", "new"]);
  expect(await verifyAuditChain(organizationId)).toEqual({ intact: true, entries: 1 });
  await expect(rotateTenantKeys({ accountId: "AYB-NONE", operator: "test" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

it("is sealed anew under another installation key, all or nothing, as often as one likes", async () => {
  const who = await createTestOrganization(test.url);
  const sealed = await sealIn(who.organizationId, "stays the same");
  const another = installationKeyFrom("another installation secret of more than 32 characters");
  expect(await rewrapTenantKeys(installationKey(), another)).toBeGreaterThan(0);
  await expect(openIn(who.organizationId, sealed)).rejects.toThrow();
  expect(await rewrapTenantKeys(installationKey(), another)).toBe(0);
  await rewrapTenantKeys(another, installationKey());
  expect(await openIn(who.organizationId, sealed)).toBe("stays the same");

  const broken = await createTestOrganization(test.url);
  await sealIn(broken.organizationId, "x");
  await withOwner(test.url, (sql) =>
    sql.query("update tenant_keys set sealed_key = 'AAAA' || sealed_key where organization_id = $1", [
      broken.organizationId,
    ]),
  );
  await expect(rewrapTenantKeys(installationKey(), another)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await openIn(who.organizationId, sealed)).toBe("stays the same");
});
