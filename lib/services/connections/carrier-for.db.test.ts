import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { carrierFor } from "./carrier-for";
import { sealCredentials } from "./connection-row";

const INSTALLATION = { accountSid: `AC${"1".repeat(32)}`, authToken: "1".repeat(32) };
const OWN = { accountSid: `AC${"2".repeat(32)}`, authToken: "2".repeat(32) };

let database: TestDatabase;
let installation: Sandbox;
let vendor: Sandbox;

beforeAll(async () => {
  [installation, vendor] = await Promise.all([
    startSandbox({ ...INSTALLATION, deepgramKeys: "any" }),
    startSandbox({ ...OWN, deepgramKeys: "any" }),
  ]);
  process.env["TWILIO_ACCOUNT_SID"] = INSTALLATION.accountSid;
  process.env["TWILIO_AUTH_TOKEN"] = INSTALLATION.authToken;
  process.env["TWILIO_API_BASE_URL"] = installation.url;
  process.env["OWN_ACCOUNTS_URL"] = vendor.url;
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await Promise.all([installation.close(), vendor.close()]);
  await closeDatabase();
  await database.drop();
});

const askedOf = ({ controls }: Sandbox) => controls.requestLog.list({ vendor: "twilio" }).length;

test("an organization's requests go to its own account, others' to the installation's, from one request to the next", async () => {
  const [own, other] = [await createTestOrganization(database.url), await createTestOrganization(database.url)];
  await withTenant(own.organizationId, async (tx) => {
    const sealed = await sealCredentials(tx, own.organizationId, "twilio", OWN);
    await tx.vendorConnection.create({
      data: {
        organizationId: own.organizationId,
        vendor: "twilio",
        mode: "own",
        sealedCredentials: sealed,
        changedBy: "test",
      },
    });
  });
  for (const [organization, at, notAt] of [
    [own, vendor, installation],
    [other, installation, vendor],
  ] as const) {
    const before = [askedOf(at), askedOf(notAt)];
    expect(await (await carrierFor(organization.organizationId)).findNumber("+14155550100")).toBeNull();
    expect([askedOf(at), askedOf(notAt)]).toEqual([(before[0] ?? 0) + 1, before[1]]);
  }

  await withOwner(database.url, (sql) =>
    sql.query(
      "update vendor_connections set mode = 'sandbox', sealed_credentials = null, revision = revision + 1 where organization_id = $1",
      [own.organizationId],
    ),
  );
  const before = askedOf(installation);
  await (await carrierFor(own.organizationId)).findNumber("+14155550100");
  expect(askedOf(installation)).toBe(before + 1);
});

test("credentials that were moved to another organization or vendor do not open, and nothing is used in their place", async () => {
  const [own, thief] = [await createTestOrganization(database.url), await createTestOrganization(database.url)];
  const sealed = await withTenant(own.organizationId, (tx) => sealCredentials(tx, own.organizationId, "twilio", OWN));
  await withTenant(thief.organizationId, (tx) =>
    tx.vendorConnection.create({
      data: {
        organizationId: thief.organizationId,
        vendor: "twilio",
        mode: "own",
        sealedCredentials: sealed,
        changedBy: "test",
      },
    }),
  );
  await expect(carrierFor(thief.organizationId)).rejects.toThrow();
});
