import type { PoolClient } from "pg";
import { v5 as uuidv5 } from "uuid";
import type { ContextPacket } from "@/lib/contracts/escalations";
import { weeklyHours } from "./insert-organization";
import type { DemoOrganization } from "./organizations";

const DEMO_NAMESPACE = "5d1c1de2-0c6e-4e7e-9f0a-0d6fb7a1a7c4";
const demoUuid = (name: string) => uuidv5(name, DEMO_NAMESPACE);
const SECOND_MS = 1_000;

type DemoColleague = { email: string; phone: string; departments: string[]; skills: string[]; languages: string[] };

/** Who takes calls at the demo's businesses. Off duty: who tries the demo puts them on, and until then calls go their old way. */
const COLLEAGUES: readonly DemoColleague[] = [
  {
    email: "marcus@brightdental.test",
    phone: "+14155550161",
    departments: ["Office"],
    skills: ["Bills", "Insurance"],
    languages: ["en-US"],
  },
  {
    email: "ben@brightdental.test",
    phone: "+14155550162",
    departments: ["Front desk"],
    skills: ["Appointments"],
    languages: ["en-US", "es-US"],
  },
  {
    email: "aisha@northwind.test",
    phone: "+442079460161",
    departments: ["Shop"],
    skills: ["Refunds", "Repairs"],
    languages: ["en-GB"],
  },
];

/** Those people, and the escalations of the demo's calls; what is already there stays as it is. */
export async function insertDesk(sql: PoolClient, organization: DemoOrganization, now: Date): Promise<void> {
  const people = COLLEAGUES.flatMap((colleague) => {
    const member = organization.people.find(({ email }) => email === colleague.email);
    return member ? [{ ...colleague, member, id: demoUuid(colleague.email) }] : [];
  });
  for (const { id, member, phone, departments, skills, languages } of people)
    await sql.query(
      `insert into human_agents (organization_id, id, name, email, phone, departments, skills, languages, time_zone, duty_hours, status, user_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'offline', $11) on conflict do nothing`,
      [
        organization.id,
        id,
        member.name,
        member.email,
        phone,
        departments,
        skills,
        languages,
        organization.timeZone,
        JSON.stringify(weeklyHours(organization.business.hours)),
        member.id,
      ],
    );
  await insertEscalations(sql, organization, people, now);
}

async function insertEscalations(
  sql: PoolClient,
  { id: organizationId, business }: DemoOrganization,
  people: readonly { id: string; member: { id: string } }[],
  now: Date,
): Promise<void> {
  const { rows } = await sql.query<{ id: string; from_number: string; ended_at: Date; reason: string }>(
    `select c.id, c.from_number, c.ended_at, c.end_reason as reason
     from calls c join call_epochs e on e.organization_id = c.organization_id and e.call_id = c.id
     where c.organization_id = $1 and e.worker_id = 'demo' and c.status = 'escalated' and c.ended_at is not null and c.ended_at < $2
     order by c.started_at desc limit 40`,
    [organizationId, now],
  );
  for (const [index, call] of rows.entries()) {
    const person = people[index % Math.max(1, people.length)];
    if (!person) return;
    const raisedAt = new Date(call.ended_at.getTime() - 2 * SECOND_MS);
    const after = (seconds: number) => new Date(raisedAt.getTime() + seconds * SECOND_MS);
    // The newest still waits for its call back; every seventh caller did not wait.
    const outcome = index === 0 ? "callback" : index % 7 === 3 ? "abandoned" : "completed";
    const isTaken = outcome === "completed";
    const escalationId = demoUuid(call.id);
    const written = await sql.query(
      `insert into escalations (organization_id, id, business_id, call_id, cause, reason, priority, mode, target, state, packet, human_agent_id,
         accepted_via, resolution, callback_number, created_at, accepted_at, connected_at, released_at, settled_at, settled_by)
       values ($1, $2, $3, $4, 'asked', 'The caller asked for a person', 'normal', 'warm', '{"kind":"queue","department":null}', $5::escalation_state,
         $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict do nothing`,
      [
        organizationId,
        escalationId,
        business.id,
        call.id,
        outcome,
        JSON.stringify(packetOf(business, call.from_number)),
        isTaken ? person.id : null,
        isTaken ? "phone" : null,
        isTaken ? "Went through it with the caller; nothing else to do." : null,
        outcome === "callback" ? call.from_number : null,
        raisedAt,
        isTaken ? after(6 + (index % 9)) : null,
        isTaken ? after(12 + (index % 9)) : null,
        isTaken ? after(140 + 17 * (index % 11)) : null,
        outcome === "callback" ? null : after(isTaken ? 180 + 21 * (index % 11) : 25),
        isTaken ? person.member.id : null,
      ],
    );
    if (written.rowCount === 0) continue;
    await sql.query(
      `insert into escalation_offers (organization_id, id, escalation_id, human_agent_id, state, rings_phone, offered_at, rings_until, ended_at)
       values ($1, $2, $3, $4, $5, true, $6, $7, $8) on conflict do nothing`,
      [
        organizationId,
        demoUuid(`${call.id}/offer`),
        escalationId,
        person.id,
        isTaken ? "accepted" : outcome === "abandoned" ? "withdrawn" : "no_answer",
        after(1),
        after(21),
        after(isTaken ? 6 + (index % 9) : 21),
      ],
    );
  }
}

function packetOf(business: DemoOrganization["business"], number: string): ContextPacket {
  const isShop = business.type === "sales";
  return {
    summary: isShop
      ? "The caller has rung three times about a refund and wants a supervisor."
      : "The caller says that a root canal was billed for more than the dentist had said, and wants to talk to a person.",
    keyPoints: isShop
      ? ["Third call about the same refund"]
      : ["About the bill for a root canal", "Asked twice for a person"],
    customer: { number, name: null, notes: [] },
    issue: isShop ? "A refund that has not come." : "A bill that is higher than was said.",
    department: isShop ? "Shop" : "Office",
    skills: isShop ? ["Refunds"] : ["Bills"],
    earlierContacts: [],
    knowledgeUsed: [],
    promises: [],
    actionItems: [isShop ? "Look up the refund" : "Compare the bill with what was agreed"],
    priority: "normal",
    reason: "The caller asked for a person",
    language: business.languages[0] ?? "en-US",
  };
}
