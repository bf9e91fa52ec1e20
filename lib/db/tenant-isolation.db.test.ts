import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase, withOwner } from "@/scripts/test/database";
import { closeDatabase, database, useDatabase } from "./connection";
import { Prisma } from "./generated/client";
import { withSystemSql, withTenant, withTenantSql } from "./transaction";

/** Tables that belong to no tenant, each with its reason in the schema. A new table must be a tenant table or be named here. */
const SYSTEM_TABLES = [
  "organizations",
  "users",
  "user_sessions",
  "recovery_codes",
  "mail_links",
  "outgoing_mail",
  "stripe_events",
  "workers",
  "sign_in_throttles",
  "_prisma_migrations",
];

/** Values that a check constraint asks for. */
const SPECIAL: Record<string, Record<string, (n: number) => unknown>> = {
  phone_numbers: { e164: (n) => `+1415555${String(n).padStart(4, "0")}` },
  kill_switches: { scope: () => "organization" },
  invitations: { email: (n) => `planted-${n}@example.test` },
  usage_entries: { kind: () => "call" },
  widgets: { public_key: (n) => `wgt_${String(n).padStart(24, "0")}` },
  caller_ids: { e164: (n) => `+1415556${String(n).padStart(4, "0")}` },
  human_agents: { email: (n) => `person-${n}@example.test`, phone: (n) => `+1415557${String(n).padStart(4, "0")}` },
  knowledge_sources: { kind: () => "page", url: (n) => `https://example.test/${n}` },
  knowledge_pages: { state: () => "waiting" },
  knowledge_documents: { version: () => 1 },
  call_words: { words: () => "planted" },
  call_notes: { category: () => "general" },
  number_rules: { target: () => "message", message: () => "Closed.", time: () => "always" },
  escalations: { mode: () => "warm", priority: () => "normal" },
  notification_deliveries: { channel: () => "email" },
  compliance_findings: { severity: () => "major", origin: () => "live" },
  qa_scores: { component: () => "sentiment" },
  appointments: {
    held_until: () => new Date("2026-11-20T10:00:00Z"),
    ends_at: () => new Date("2026-11-20T11:00:00Z"),
  },
  appointment_messages: { kind: () => "reminder", channel: () => "sms" },
  appointment_books: { vendor: () => "calendly" },
  appointment_entries: { state: () => "there" },
  appointment_claims: { claimed_until: () => new Date("2026-11-20T11:00:00Z") },
  tools: { name: () => "planted", version: () => 1 },
  integrations: { state: () => "disconnected" },
  tool_runs: { outcome: () => "done", ms: () => 1 },
  mcp_servers: { revision: () => 1 },
  webhook_endpoints: { url: (n) => `https://planted-${n}.example.test/` },
  webhook_deliveries: { state: () => "waiting" },
  call_outcomes: { verdict: () => "same", text_state: () => "sent", checks_after: () => 0 },
  call_texts: { state: () => "sent", call_id: () => randomUUID() },
  after_call_runs: { state: () => "done", verdict: () => "same", attempts: () => 0 },
  vendor_connections: { vendor: () => "deepgram", mode: () => "sandbox" },
};

const A = randomUUID();
const B = randomUUID();
let test: TestDatabase;
let tables: string[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 1);
  tables = await withOwner(test.url, async (owner) => {
    const found = await owner.query<{ name: string }>(TENANT_TABLES);
    const names = found.rows.map(({ name }) => name);
    // Foreign keys are not what is tried here: rows are planted without their parents.
    await owner.query("set session_replication_role = replica");
    let n = 1;
    for (const name of names) for (const tenant of [A, B]) await plant(owner, name, tenant, n++);
    return names;
  });
});

afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const TENANT_TABLES = `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'organization_id' order by 1`;

const UNPROTECTED = `select c.relname as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
  and not (c.relrowsecurity and c.relforcerowsecurity
    and exists (select from pg_policy p where p.polrelid = c.oid))`;

type Queryable = Pick<PoolClient, "query">;

/** A row of any table: every column that must have a value gets one of its type. */
async function rowFor(sql: Queryable, table: string, tenant: string, n: number): Promise<[string, unknown][]> {
  const columns = await sql.query<{ name: string; type: string; label: string | null }>(
    `select attname as name, format_type(atttypid, null) as type,
       (select enumlabel from pg_enum where enumtypid = atttypid order by enumsortorder limit 1) as label
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and (attnotnull and not atthasdef or attname = 'organization_id' or attname = any($2))`,
    [table, Object.keys(SPECIAL[table] ?? {})],
  );
  return columns.rows.map(({ name, type, label }) => {
    const special = SPECIAL[table]?.[name];
    if (special) return [name, special(n)];
    return [name, name === "organization_id" ? tenant : (label ?? valueOf(type, n))];
  });
}

function valueOf(type: string, n: number): unknown {
  if (type === "uuid") return randomUUID();
  if (type === "text") return `planted ${n}`;
  if (type === "jsonb") return "{}";
  if (type === "boolean") return false;
  if (type === "date") return "2026-11-20";
  if (type.startsWith("numeric")) return n;
  if (type.startsWith("timestamp")) return new Date("2026-11-20T10:00:00Z");
  if (["integer", "bigint", "double precision"].includes(type)) return n;
  throw new Error(`rowFor has no value of type ${type} yet`);
}

async function plant(sql: Queryable, table: string, tenant: string, n: number): Promise<void> {
  const row = await rowFor(sql, table, tenant, n);
  const names = row.map(([name]) => `"${name}"`).join(", ");
  const places = row.map((_, index) => `$${index + 1}`).join(", ");
  await sql.query(
    `insert into "${table}" (${names}) values (${places})`,
    row.map(([, value]) => value),
  );
}

/** Runs one statement in a transaction that is always undone. The number of rows it touched, or the error's SQLSTATE. */
async function attempt(
  tenant: string | null,
  statement: (sql: PoolClient) => Promise<{ rowCount: number | null } | void>,
) {
  const undo = new Error("undo");
  let answer: number | string = 0;
  const work = async (sql: PoolClient): Promise<never> => {
    try {
      answer = (await statement(sql))?.rowCount ?? 0;
    } catch (error) {
      answer = (error as { code?: string }).code ?? "?";
    }
    throw undo;
  };
  const run = tenant ? withTenantSql(tenant, work) : withoutTenant(work);
  await run.catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return answer;
}

async function withoutTenant<T>(work: (sql: PoolClient) => Promise<T>): Promise<T> {
  const client = await database().pool.connect();
  try {
    await client.query("begin");
    return await work(client);
  } finally {
    await client.query("rollback");
    client.release();
  }
}

const DENIED = "42501"; // insufficient_privilege: no grant, or against the policy

describe("tenant isolation", () => {
  it("covers every table: each is a tenant table or a known system table", async () => {
    const all = await withOwner(test.url, (owner) =>
      owner.query<{ name: string }>(
        "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
      ),
    );
    const strangers = all.rows
      .map(({ name }) => name)
      .filter((name) => !tables.includes(name) && !SYSTEM_TABLES.includes(name));
    expect(strangers).toEqual([]);
    expect(tables.length).toBeGreaterThan(15);
  });

  it("has forced row-level security with a policy on every table, and notices a table without", async () => {
    await withOwner(test.url, async (owner) => {
      expect((await owner.query(UNPROTECTED)).rows).toEqual([]);
      await owner.query("begin");
      await owner.query("create table forgotten (organization_id uuid not null)");
      expect((await owner.query(UNPROTECTED)).rows).toEqual([{ name: "forgotten" }]);
      await owner.query("rollback");
    });
  });

  it("shows a tenant its own rows alone when the query forgets its filter", async () => {
    for (const table of tables) {
      const rows = await withTenantSql(A, (sql) => sql.query(`select organization_id from "${table}"`));
      expect([table, rows.rows]).toEqual([table, [{ organization_id: A }]]);
      const foreign = await attempt(A, (sql) => sql.query(`select from "${table}" where organization_id = $1`, [B]));
      expect([table, foreign]).toEqual([table, 0]);
    }
  });

  it("does the same through every Prisma model", async () => {
    const models = Object.values(Prisma.ModelName).filter((name) => {
      const fields = Object.keys((Prisma as unknown as Record<string, object>)[`${name}ScalarFieldEnum`] ?? {});
      return fields.includes("organizationId");
    });
    expect(models).toHaveLength(tables.length);
    for (const model of models) {
      const delegate = `${model.charAt(0).toLowerCase()}${model.slice(1)}`;
      type Reader = { findMany(): Promise<{ organizationId: string }[]> };
      const rows = await withTenant(A, (tx) => (tx as unknown as Record<string, Reader>)[delegate]!.findMany());
      expect([model, rows.map((row) => row.organizationId)]).toEqual([model, [A]]);
    }
  });

  it("refuses to write another tenant's rows", async () => {
    for (const table of tables) {
      const blind = await attempt(A, (sql) => sql.query(`update "${table}" set organization_id = organization_id`));
      expect([1, DENIED], `update of ${table} without a filter`).toContain(blind);
      const aimed = await attempt(A, (sql) =>
        sql.query(`update "${table}" set organization_id = organization_id where organization_id = $1`, [B]),
      );
      expect([0, DENIED], `update of B's ${table}`).toContain(aimed);
      const moved = await attempt(A, (sql) => sql.query(`update "${table}" set organization_id = $1`, [B]));
      expect([DENIED], `moving a row of ${table} to B`).toContain(moved);
      const inserted = await attempt(A, (sql) => plant(sql, table, B, 5000));
      expect([DENIED], `insert into B's ${table}`).toContain(inserted);
    }
  });

  it("refuses to delete another tenant's rows", async () => {
    for (const table of tables) {
      // Children of what is deleted would be in the way; they are not what is tried.
      const aimed = await attempt(A, (sql) => sql.query(`delete from "${table}" where organization_id = $1`, [B]));
      expect([0, DENIED], `delete of B's ${table}`).toContain(aimed);
      const blind = await attempt(A, (sql) => sql.query(`delete from "${table}"`));
      expect([1, DENIED], `delete of ${table} without a filter`).toContain(blind);
    }
  });

  it("lets a tenant write its own rows where it may write at all", async () => {
    const refused: string[] = [];
    for (const table of tables) {
      const own = await attempt(A, (sql) => sql.query(`update "${table}" set organization_id = $1`, [A]));
      if (own !== 1) refused.push(table);
    }
    expect(refused).toEqual([
      "audit_log",
      "call_events",
      "diverted_calls",
      "quality_changes",
      "subscriptions",
      "tool_versions",
      "usage_entries",
    ]);
  });

  it("shows and takes nothing without a tenant, also on a connection that had one before", async () => {
    for (const table of tables) {
      await withTenantSql(B, (sql) => sql.query(`select from "${table}"`));
      expect([table, await attempt(null, (sql) => sql.query(`select from "${table}"`))]).toEqual([table, 0]);
      expect([0, DENIED]).toContain(await attempt(null, (sql) => sql.query(`delete from "${table}"`)));
      expect([0, DENIED]).toContain(
        await attempt(null, (sql) => sql.query(`update "${table}" set organization_id = organization_id`)),
      );
      expect([DENIED], `insert into ${table}`).toContain(await attempt(null, (sql) => plant(sql, table, A, 6000)));
    }
    const fresh = await withTenantSql(A, (sql) => sql.query("select organization_id from calls"));
    expect(fresh.rows).toEqual([{ organization_id: A }]);
  });

  it("keeps a tenant from another's organization, from strangers, and from system tables", async () => {
    await withOwner(test.url, async (owner) => {
      for (const [id, code] of [
        [A, "AYB-AAAA-AAAA-AAAA"],
        [B, "AYB-BBBB-BBBB-BBBB"],
      ]) {
        await owner.query("insert into organizations (id, account_id, name, time_zone) values ($1, $2, 'x', 'UTC')", [
          id,
          code,
        ]);
      }
      const member = await owner.query<{ user_id: string }>(
        "select user_id from memberships where organization_id = $1",
        [A],
      );
      for (const [id, code] of [
        [member.rows[0]!.user_id, "USR-AAAAAAAAAA"],
        [randomUUID(), "USR-BBBBBBBBBB"],
      ]) {
        await owner.query("insert into users (id, public_id, email, name) values ($1, $2, $3, 'x')", [
          id,
          code,
          `${code}@x.test`.toLowerCase(),
        ]);
      }
    });
    const seen = await withTenantSql(A, async (sql) => ({
      organizations: (await sql.query("select id from organizations")).rows,
      users: (await sql.query("select public_id from users")).rows,
    }));
    expect(seen).toEqual({ organizations: [{ id: A }], users: [{ public_id: "USR-AAAAAAAAAA" }] });
    expect(await attempt(A, (sql) => sql.query("update organizations set name = 'y'"))).toBe(1);
    expect(await attempt(A, (sql) => sql.query("select password_hash from users"))).toBe(DENIED);
    for (const table of ["workers", "sign_in_throttles", "_prisma_migrations"]) {
      expect(await attempt(A, (sql) => sql.query(`select from ${table}`)), table).toBe(DENIED);
    }
  });

  it("gives the application a role that owns nothing, bypasses nothing and reaches no partition", async () => {
    const role = await withTenantSql(A, async (sql) => {
      await sql.query("reset role");
      const current = await sql.query<{ role: string }>("select current_user as role");
      return current.rows[0]?.role;
    });
    expect(role).toBe("aybiza_app");
    await withOwner(test.url, async (owner) => {
      const roles = await owner.query(
        `select rolsuper or rolbypassrls or rolcanlogin or rolcreaterole as strong,
           exists (select from pg_class where relowner = r.oid) as owns, has_schema_privilege(rolname, 'parts', 'usage') as reaches
         from pg_roles r where rolname in ('aybiza_app', 'aybiza_system')`,
      );
      expect(roles.rows).toEqual([
        { strong: false, owns: false, reaches: false },
        { strong: false, owns: false, reaches: false },
      ]);
    });
  });

  it("crosses tenants only in a system transaction, and forgets that afterwards", async () => {
    const all = await withSystemSql("test", (sql) => sql.query("select organization_id from calls"));
    expect(all.rowCount).toBe(2);
    expect(await attempt(null, (sql) => sql.query("select from calls"))).toBe(0);
  });
});
