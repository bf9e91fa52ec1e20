import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { AgentConfig, type AgentConfigInput } from "@/lib/contracts/agent-config";
import type { MembershipRole } from "@/lib/contracts/session";
import { accountIdFrom, userCodeFrom } from "@/lib/domain/codes/speakable-code";
import { memberContext, type ServiceContext } from "@/lib/services/context";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../db/embedded";
import { makeTemporaryDataDir } from "../db/embedded-cluster";
import { deployMigrations } from "../db/migrations";

/** Where tests find the run's server: set by the global set-up, inherited by the test processes. */
export const TEST_POSTGRES_VARIABLE = "AYBIZA_TEST_POSTGRES_URL";

export type TestServer = { url: string; stop(): Promise<void> };

/** One throw-away PostgreSQL for a run of tests, whose database is migrated once and then only cloned. */
export async function startTestServer(): Promise<TestServer> {
  const dataDir = makeTemporaryDataDir();
  const remove = () => rmSync(path.dirname(dataDir), { recursive: true, force: true });
  let server: EmbeddedPostgres | undefined;
  try {
    server = await startEmbeddedPostgres({ dataDir, durable: false });
    await deployMigrations(server.url);
  } catch (error) {
    await server?.kill();
    remove();
    throw error;
  }
  const { url, kill } = server;
  const stop = async () => {
    await kill();
    remove();
  };
  return { url, stop };
}

export type TestDatabase = { url: string; drop(): Promise<void> };

/** A migrated, empty database of its own; one per suite. Some 30 ms. */
export async function createTestDatabase(templateUrl = process.env[TEST_POSTGRES_VARIABLE]): Promise<TestDatabase> {
  if (!templateUrl) {
    throw new Error(`${TEST_POSTGRES_VARIABLE} is not set: this test needs vitest's project "db" or "system".`);
  }
  const template = new URL(templateUrl).pathname.slice(1);
  const name = `test_${randomBytes(8).toString("hex")}`;
  // Files are copied: faster than through the log, and the template never changes.
  await administer(templateUrl, `create database ${name} template ${template} strategy file_copy`);
  const url = new URL(templateUrl);
  url.pathname = `/${name}`;
  // A test machine may be busy with other tests; what happens after the limit has a test of its own.
  url.searchParams.set("connect_timeout", "30");
  return { url: url.href, drop: () => administer(templateUrl, `drop database if exists ${name} with (force)`) };
}

async function administer(templateUrl: string, statement: string): Promise<void> {
  const url = new URL(templateUrl);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export type TestOrganization = {
  organizationId: string;
  businessId: string;
  agentId: string;
  agentVersionId: string;
  /** E.164, answered by the agent. */
  phoneNumber: string;
  /** The member the context is of. */
  userId: string;
  email: string;
  context: ServiceContext;
};

/** An organization with one member, a business, an agent with a published version and a number. Give each test its own. */
export async function createTestOrganization(
  url: string,
  options: { role?: MembershipRole; timeZone?: string; config?: AgentConfigInput; passwordHash?: string } = {},
): Promise<TestOrganization> {
  const { role = "owner", timeZone = "America/Los_Angeles" } = options;
  const [organizationId, businessId, agentId, agentVersionId, userId] = [
    uuidv7(),
    uuidv7(),
    uuidv7(),
    uuidv7(),
    uuidv7(),
  ];
  const suffix = randomBytes(5).toString("hex");
  const email = `person-${suffix}@example.test`;
  const phoneNumber = `+1415${String(randomBytes(4).readUInt32BE() % 10_000_000).padStart(7, "0")}`;
  const config = JSON.stringify(AgentConfig.parse(options.config ?? {}));
  const client = new pg.Client({ connectionString: url, options: "-c role=aybiza_system" });
  await client.connect();
  const statements: [text: string, values: unknown[]][] = [
    [
      "insert into organizations (id, account_id, name, time_zone) values ($1, $2, $3, $4)",
      [organizationId, accountIdFrom(randomBytes(11)), `Organization ${suffix}`, timeZone],
    ],
    [
      "insert into users (id, public_id, email, name, password_hash, email_verified_at) values ($1, $2, $3, $4, $5, now())",
      [userId, userCodeFrom(randomBytes(9)), email, `Person ${suffix}`, options.passwordHash ?? null],
    ],
    ["insert into memberships (organization_id, user_id, role) values ($1, $2, $3)", [organizationId, userId, role]],
    [
      "insert into businesses (organization_id, id, name, type, industry, time_zone) values ($1, $2, $3, 'custom', 'Testing', $4)",
      [organizationId, businessId, `Business ${suffix}`, timeZone],
    ],
    [
      "insert into agents (organization_id, id, business_id, name) values ($1, $2, $3, $4)",
      [organizationId, agentId, businessId, `Agent ${suffix}`],
    ],
    [
      "insert into agent_versions (organization_id, id, agent_id, number, state, config, published_at) values ($1, $2, $3, 1, 'published', $4, now())",
      [organizationId, agentVersionId, agentId, config],
    ],
    [
      "insert into phone_numbers (organization_id, id, e164, business_id, agent_id) values ($1, $2, $3, $4, $5)",
      [organizationId, uuidv7(), phoneNumber, businessId, agentId],
    ],
  ];
  try {
    for (const [text, values] of statements) await client.query(text, values);
  } finally {
    await client.end();
  }
  const member = { userId, name: `Person ${suffix}`, organizationId, role };
  const context = memberContext(member, { requestId: `test-${suffix}` });
  return { organizationId, businessId, agentId, agentVersionId, phoneNumber, userId, email, context };
}

/** Opens `url` past every policy, as its owner: for looking at what the product stored, and for planting what it must refuse. */
export async function withOwner<T>(url: string, work: (sql: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
