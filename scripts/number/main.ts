import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { createTwilioRest } from "@/lib/adapters/twilio/rest";
import { useInstallation } from "../start/local-environment";

/**
 * Gives a telephone number to an agent: `npm run number -- +14155550123 [--agent "Front desk"]`. With TWILIO_* set, the number's
 * webhooks at Twilio are pointed at PUBLIC_CALL_URL too. Without arguments it lists numbers and agents.
 */

const { env } = process;
const say = (line: string) => void process.stdout.write(`${line}\n`);

type Agent = { organization_id: string; business_id: string; id: string; name: string; business: string };

async function list(sql: pg.Client): Promise<void> {
  const { rows } = await sql.query<{ e164: string; label: string; agent: string | null; business: string }>(
    `select n.e164, n.label, a.name as agent, b.name as business from phone_numbers n
     join businesses b on b.organization_id = n.organization_id and b.id = n.business_id
     left join agents a on a.organization_id = n.organization_id and a.id = n.agent_id order by b.name, n.e164`,
  );
  for (const { e164, label, agent, business } of rows)
    say(`${e164}\t${business}\t${agent ?? "nobody answers"}\t${label}`);
  say("\nAgents:");
  for (const { business, name } of await agents(sql)) say(`${business}: ${name}`);
}

async function agents(sql: pg.Client): Promise<Agent[]> {
  const { rows } = await sql.query<Agent>(
    `select a.organization_id, a.business_id, a.id, a.name, b.name as business from agents a
     join businesses b on b.organization_id = a.organization_id and b.id = a.business_id
     where a.archived_at is null order by a.organization_id, a.created_at, a.id`,
  );
  return rows;
}

async function give(sql: pg.Client, e164: string, wanted: string | undefined): Promise<void> {
  if (!/^\+[1-9]\d{6,14}$/.test(e164)) throw new Error(`"${e164}" is no number: write +, country and digits.`);
  const all = await agents(sql);
  const agent = wanted ? all.find(({ name }) => name.toLowerCase() === wanted.toLowerCase()) : all[0];
  if (!agent) {
    throw new Error(
      `There is no agent called "${wanted ?? ""}". There are: ${all.map(({ name }) => name).join(", ")}.`,
    );
  }
  const { rowCount } = await sql.query(
    `insert into phone_numbers (organization_id, id, e164, business_id, agent_id) values ($1, $2, $3, $4, $5)
     on conflict (e164) do update set business_id = excluded.business_id, agent_id = excluded.agent_id, active = true
     where phone_numbers.organization_id = excluded.organization_id`,
    [agent.organization_id, uuidv7(), e164, agent.business_id, agent.id],
  );
  if (!rowCount) throw new Error(`${e164} belongs to another organization than ${agent.name}'s.`);
  say(`${e164} is answered by ${agent.name} of ${agent.business}.`);
}

async function pointTwilio(e164: string): Promise<void> {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_API_BASE_URL: baseUrl } = env;
  const callUrl = env.PUBLIC_CALL_URL?.replace(/\/$/, "");
  if (!accountSid || !authToken) return say("Twilio is the sandbox: there are no webhooks to set.");
  if (!callUrl) throw new Error("Set PUBLIC_CALL_URL to the address Twilio reaches the call-worker at.");
  const webhooks = { voiceUrl: `${callUrl}/twilio/voice`, statusCallback: `${callUrl}/twilio/status`, fallbackUrl: "" };
  await createTwilioRest({ accountSid, authToken, baseUrl }).upsertNumberWebhooks({ e164, ...webhooks });
  say(`Twilio asks ${webhooks.voiceUrl} when it rings and tells ${webhooks.statusCallback} what becomes of it.`);
}

const [number, flag, name] = process.argv.slice(2);
try {
  if (flag !== undefined && (flag !== "--agent" || !name))
    throw new Error('Usage: npm run number -- +14155550123 --agent "Front desk"');
  await useInstallation();
  const sql = new pg.Client({ connectionString: env.DATABASE_URL, options: "-c role=aybiza_system" });
  await sql.connect();
  try {
    if (!number) await list(sql);
    else {
      await give(sql, number, name);
      await pointTwilio(number);
    }
  } finally {
    await sql.end();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
