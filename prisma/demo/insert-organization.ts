import { hash } from "@node-rs/argon2";
import type { PoolClient } from "pg";
import { v5 as uuidv5 } from "uuid";
import { AgentConfig } from "@/lib/contracts/agent-config";
import { BusinessContact } from "@/lib/contracts/business-contact";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import { userCodeFrom } from "@/lib/domain/codes/speakable-code";
import { DEMO_PASSWORD, type DemoAgent, type DemoOrganization } from "./organizations";
import { californiaDays, londonDays } from "./special-days";

const DEMO_NAMESPACE = "6f1de6f0-52f5-4d4c-9d5b-5b2c53a0a6c1";
const demoUuid = (name: string) => uuidv5(name, DEMO_NAMESPACE);
export const versionId = (agent: DemoAgent, number: number) => demoUuid(`${agent.id}/${number}`);

/** Writes an organization with its people, business, numbers, agents and versions; what is already there stays as it is. */
export async function insertOrganization(sql: PoolClient, organization: DemoOrganization, now: Date): Promise<void> {
  const { business } = organization;
  const createdAt = new Date(now.getTime() - 60 * 86_400_000);
  const year = now.getUTCFullYear();
  const days = organization.timeZone.startsWith("Europe") ? londonDays : californiaDays;
  await sql.query(
    `insert into organizations (id, account_id, name, time_zone, retention_days, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [
      organization.id,
      organization.accountId,
      organization.name,
      organization.timeZone,
      organization.retentionDays,
      createdAt,
    ],
  );
  await sql.query(
    `insert into businesses (organization_id, id, name, type, industry, city, time_zone, weekly_hours, special_days, languages, brand_voice, fallback_number, contact, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
    [
      organization.id,
      business.id,
      business.name,
      business.type,
      business.industry,
      business.city,
      organization.timeZone,
      JSON.stringify(weeklyHours(business.hours)),
      JSON.stringify([...days(year), ...days(year + 1)]),
      business.languages,
      business.brandVoice,
      business.fallbackNumber,
      JSON.stringify(BusinessContact.parse(business.contact)),
      createdAt,
    ],
  );
  await insertPeople(sql, organization, createdAt);
  await insertSubscription(sql, organization, now);
  for (const agent of organization.agents) await insertAgent(sql, organization, agent, now);
  for (const number of organization.numbers) {
    const agent = organization.agents.find((one) => one.line === number.e164);
    await sql.query(
      `insert into phone_numbers (organization_id, id, e164, label, business_id, agent_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict do nothing`,
      [organization.id, number.id, number.e164, number.label, business.id, agent?.id ?? null, createdAt],
    );
  }
}

const ENTERPRISE_ACCOUNT = "AYB-NRTH-W7ND-UKS9";

/** Paid by arrangement: Stripe knows nothing of it. Months follow the first one by themselves. */
async function insertSubscription(sql: PoolClient, { id, accountId }: DemoOrganization, now: Date): Promise<void> {
  const plan = accountId === ENTERPRISE_ACCOUNT ? "enterprise" : "professional";
  const start = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const end = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  await sql.query(
    `insert into subscriptions (organization_id, plan, status, period_start, period_end, updated_at) values ($1, $2, 'active', $3, $4, $5)
     on conflict do nothing`,
    [id, plan, start, end, now],
  );
}

export const weeklyHours = (hours: DemoOrganization["business"]["hours"]) =>
  WeeklyHours.parse(
    Object.fromEntries(
      Object.entries(hours).map(([day, intervals]) => [day, intervals.map(([opens, closes]) => ({ opens, closes }))]),
    ),
  );

async function insertPeople(sql: PoolClient, organization: DemoOrganization, createdAt: Date): Promise<void> {
  const known = await sql.query("select id from users where id = any($1)", [organization.people.map(({ id }) => id)]);
  if (known.rowCount === organization.people.length) return;
  for (const person of organization.people) {
    const passwordHash = await hash(DEMO_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    const code = userCodeFrom(Buffer.from(demoUuid(person.email).replaceAll("-", ""), "hex"));
    await sql.query(
      `insert into users (id, public_id, email, name, password_hash, created_at, email_verified_at) values ($1, $2, $3, $4, $5, $6, $6) on conflict do nothing`,
      [person.id, code, person.email, person.name, passwordHash, createdAt],
    );
    await sql.query(
      `insert into memberships (organization_id, user_id, role, created_at) values ($1, $2, $3, $4) on conflict do nothing`,
      [organization.id, person.id, person.role, createdAt],
    );
  }
}

async function insertAgent(
  sql: PoolClient,
  organization: DemoOrganization,
  agent: DemoAgent,
  now: Date,
): Promise<void> {
  await sql.query(
    `insert into agents (organization_id, id, business_id, name, description, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [
      organization.id,
      agent.id,
      organization.business.id,
      agent.name,
      agent.description,
      new Date(now.getTime() - 60 * 86_400_000),
    ],
  );
  const owner = organization.people[0]?.id ?? null;
  for (const [index, version] of agent.versions.entries()) {
    const fromEnd = agent.versions.length - 1 - index;
    const publishedAt = new Date(now.getTime() - (50 - 17 * index) * 86_400_000);
    const retiredAt = fromEnd === 0 ? null : new Date(publishedAt.getTime() + 17 * 86_400_000);
    await sql.query(
      `insert into agent_versions (organization_id, id, agent_id, number, state, config, note, created_by, created_at, published_at, retired_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10) on conflict do nothing`,
      [
        organization.id,
        versionId(agent, version.number),
        agent.id,
        version.number,
        fromEnd === 0 ? "published" : "retired",
        JSON.stringify(AgentConfig.parse(version.config)),
        version.note,
        owner,
        publishedAt,
        retiredAt,
      ],
    );
  }
}
