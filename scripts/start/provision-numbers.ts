import pg from "pg";
import twilio from "twilio";
import { PLAN_COLUMNS, PLAN_TABLES, type PlanRow, toPlan } from "@/lib/services/inbound/number-plan";
import { addressesOf } from "@/lib/services/phone-numbers/number-deps";

export type Provision = {
  sandboxUrl: string;
  accountSid: string;
  authToken: string;
  databaseUrl: string;
  callUrl: string;
  webUrl: string;
  /** The installation's. */
  secret: string;
};

/**
 * Ports every number of the database into the sandbox's account, which remembers nothing, and has Twilio's own SDK set their addresses.
 */
export async function provisionNumbers(options: Provision): Promise<void> {
  const { sandboxUrl, accountSid, authToken, callUrl, webUrl, secret } = options;
  const rows = await readNumbers(options.databaseUrl);
  const ported = await fetch(`${sandboxUrl}/sandbox/twilio/numbers`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ numbers: rows.map(({ e164 }) => e164) }),
  });
  if (!ported.ok) throw new Error(`The sandbox took no numbers: ${await ported.text()}`);

  const client = twilio(accountSid, authToken);
  client.api.baseUrl = sandboxUrl;
  const known = new Map((await client.incomingPhoneNumbers.list()).map(({ phoneNumber, sid }) => [phoneNumber, sid]));
  for (const row of rows) {
    const sid = known.get(row.e164);
    if (!sid) continue;
    const addresses = addressesOf(row.e164, toPlan(row), { publicCallUrl: callUrl, publicWebUrl: webUrl, secret });
    await client.incomingPhoneNumbers(sid).update({
      voiceUrl: addresses.voiceUrl,
      voiceMethod: "POST",
      statusCallback: addresses.statusCallback,
      statusCallbackMethod: "POST",
      voiceFallbackUrl: addresses.fallbackUrl,
      voiceFallbackMethod: "POST",
    });
  }
}

async function readNumbers(databaseUrl: string): Promise<PlanRow[]> {
  const sql = new pg.Client({ connectionString: databaseUrl, options: "-c role=aybiza_system" });
  await sql.connect();
  try {
    return (await sql.query<PlanRow>(`select ${PLAN_COLUMNS} from ${PLAN_TABLES} where n.state = 'ready'`)).rows;
  } finally {
    await sql.end();
  }
}
