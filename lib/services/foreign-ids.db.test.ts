import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import {
  createTestDatabase,
  createTestOrganization,
  withOwner,
  type TestDatabase,
  type TestOrganization,
} from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { createApiKey } from "./api-keys/create";
import { listApiKeys } from "./api-keys/list-api-keys";
import { revokeApiKey } from "./api-keys/revoke";
import { rotateApiKey } from "./api-keys/rotate";
import { exportAudit } from "./audit/export-audit";
import { listAudit } from "./audit/list-audit";
import { getBusiness } from "./businesses/get-business";
import { listBusinesses } from "./businesses/list-businesses";
import { updateBusiness } from "./businesses/update-business";
import { checkCallerCode } from "./caller-verification/check";
import { startCallerVerification } from "./caller-verification/start";
import { getCall } from "./calls/get-call";
import { listCalls } from "./calls/list-calls";
import { listInteractions } from "./calls/list-interactions";
import { listTailEvents } from "./calls/list-tail-events";
import type { ServiceContext } from "./context";
import { cursorOf } from "./cursor";
import { getOverview } from "./home/get-overview";
import { createInvitation } from "./invitations/create-invitation";
import { resendInvitation } from "./invitations/resend-invitation";
import { revokeInvitation } from "./invitations/revoke-invitation";
import { clearKillSwitch } from "./kill-switch/clear";
import { setKillSwitch } from "./kill-switch/set";
import { changeRole } from "./members/change-role";
import { listMembers } from "./members/list-members";
import { removeMember } from "./members/remove-member";
import { listMessages } from "./messages/list-messages";
import { initiateCall } from "./outbound/initiate-call";

/** What somebody learns who holds another organization's ids: the same as with ids that never existed. */

let database: TestDatabase;
let ours: TestOrganization;
let theirs: Ids;

type Ids = {
  organizationId: string;
  businessId: string;
  agentId: string;
  callId: string;
  switchId: string;
  keyId: string;
  userId: string;
  invitationId: string;
};

beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
  ours = await createTestOrganization(database.url);
  const other = await createTestOrganization(database.url);
  const [callId = ""] = await plantCalls(database.url, other, [
    { events: [{ seq: 1, body: { type: "keypad.pressed", digits: "7" } }] },
  ]);
  const { id: switchId } = await setKillSwitch(other.context, { scope: "call", targetId: callId, reason: "theirs" });
  const { id: keyId } = await createApiKey(other.context, { name: "theirs", scopes: ["calls.read"] });
  const invited = await createInvitation(other.context, { email: "theirs@example.test", role: "viewer" });
  const { organizationId, businessId, agentId, userId } = other;
  theirs = { organizationId, businessId, agentId, callId, switchId, keyId, userId, invitationId: invited.id };
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const nobodys = (): Ids => ({
  organizationId: uuidv7(),
  businessId: uuidv7(),
  agentId: uuidv7(),
  callId: uuidv7(),
  switchId: uuidv7(),
  keyId: uuidv7(),
  userId: uuidv7(),
  invitationId: uuidv7(),
});
const call = (context: ServiceContext, which: { agentId?: string; businessId?: string }) =>
  initiateCall(
    context,
    { to: "+12025550123", ...which },
    {
      carrier: { createCall: () => Promise.reject(new Error("nothing may be dialled")) },
      publicCallUrl: "https://calls.example.com",
      now: new Date(),
    },
  );

/** Every verb that takes ids, by its file; a file may have several ways to name something. */
const VERBS: Record<string, ((context: ServiceContext, ids: Ids) => Promise<unknown>)[]> = {
  "api-keys/list-api-keys.ts": [(context) => listApiKeys(context)],
  "api-keys/revoke.ts": [(context, { keyId }) => revokeApiKey(context, keyId)],
  "api-keys/rotate.ts": [(context, { keyId }) => rotateApiKey(context, keyId)],
  "audit/export-audit.ts": [
    async (context, { userId }) => {
      const chunks: string[] = [];
      for await (const chunk of await exportAudit(context, { format: "jsonl", filter: { target: userId } }))
        chunks.push(chunk);
      return chunks;
    },
  ],
  "audit/list-audit.ts": [
    (context, { userId }) => listAudit(context, { actor: userId }),
    (context, { switchId }) => listAudit(context, { target: switchId }),
  ],
  "businesses/get-business.ts": [(context, { businessId }) => getBusiness(context, businessId)],
  "businesses/list-businesses.ts": [(context) => listBusinesses(context)],
  "businesses/update-business.ts": [
    async (context, { businessId }) => {
      const { id, createdAt, updatedAt, ...profile } = await getBusiness(context, ours.businessId);
      return updateBusiness(context, businessId, { ...profile, name: `${id}${createdAt}${updatedAt}` });
    },
  ],
  "calls/get-call.ts": [(context, { callId }) => getCall(context, callId)],
  "calls/list-calls.ts": [
    (context, { businessId }) => listCalls(context, { businessId }),
    (context, { agentId }) => listCalls(context, { agentId }),
  ],
  "calls/list-interactions.ts": [(context, { callId }) => listInteractions(context, callId)],
  "calls/list-tail-events.ts": [(context, { callId }) => listTailEvents(context, { callId, afterSeq: 0 })],
  "caller-verification/check.ts": [(context, { callId }) => checkCallerCode(context, { callId, said: "1 2 3 4 5 6" })],
  "caller-verification/start.ts": [
    (context, { callId }) =>
      startCallerVerification(
        context,
        { callId, saidAccountId: "not an account" },
        { sendText: () => Promise.reject(new Error("nothing may be sent")) },
      ),
  ],
  "home/get-overview.ts": [
    async (context, { businessId }) => {
      const overview = await getOverview(context, { businessId }, new Date("2026-06-10T20:00:00Z"));
      return { ...overview, businessId: null };
    },
  ],
  "invitations/resend-invitation.ts": [(context, { invitationId }) => resendInvitation(context, { id: invitationId })],
  "invitations/revoke-invitation.ts": [(context, { invitationId }) => revokeInvitation(context, { id: invitationId })],
  "kill-switch/clear.ts": [(context, { switchId }) => clearKillSwitch(context, { id: switchId })],
  "kill-switch/set.ts": [
    (context, { agentId }) => setKillSwitch(context, { scope: "agent", targetId: agentId, reason: "x" }),
    (context, { callId }) => setKillSwitch(context, { scope: "call", targetId: callId, reason: "x" }),
  ],
  "members/change-role.ts": [(context, { userId }) => changeRole(context, { userId, role: "viewer" })],
  "members/list-members.ts": [
    (context, { userId }) => listMembers(context, { cursor: cursorOf({ at: new Date("2100-01-01"), id: userId }) }),
  ],
  "members/remove-member.ts": [(context, { userId }) => removeMember(context, { userId })],
  "messages/list-messages.ts": [
    (context, { businessId }) => listMessages(context, { businessId }),
    (context, { callId }) => listMessages(context, { callId }),
  ],
  "outbound/initiate-call.ts": [
    (context, { agentId }) => call(context, { agentId }),
    (context, { businessId }) => call(context, { businessId }),
    (context, { agentId, businessId }) => call(context, { agentId, businessId }),
  ],
};

async function learned(verb: (context: ServiceContext, ids: Ids) => Promise<unknown>, ids: Ids): Promise<string> {
  const outcome = await verb(ours.context, ids).then(
    (result) => ({ result }),
    (error: unknown) => ({ error: error instanceof Error ? `${error.name}: ${error.message}` : error }),
  );
  // The ids that were given may come back in words.
  return Object.values(ids).reduce((text, id) => text.replaceAll(id, "<id>"), JSON.stringify(outcome));
}

describe.each(Object.entries(VERBS))("%s", (_file, verbs) => {
  test.each(verbs.map((verb, index) => ({ verb, index })))(
    "way $index tells nothing of another's",
    async ({ verb }) => {
      const told = await learned(verb, theirs);
      expect(told).toBe(await learned(verb, nobodys()));
      expect(told).not.toMatch(/TypeError|Prisma/);
    },
  );
});

test("nothing of theirs was changed", async () => {
  const rows = await withOwner(database.url, async (sql) => {
    const standing = await sql.query("select active from kill_switches where id = $1", [theirs.switchId]);
    const calls = await sql.query("select count(*)::int as count from calls where organization_id = $1", [
      theirs.organizationId,
    ]);
    return { active: standing.rows, calls: calls.rows };
  });
  expect(rows).toEqual({ active: [{ active: true }], calls: [{ count: 1 }] });
});

test("every verb that takes ids is in the table", () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  const takesIds = files.filter((file) => {
    const text = readFileSync(path.join(import.meta.dirname, file), "utf8");
    const isVerb = /export (async )?function \w+\(\s*context: (Pick<)?ServiceContext/.test(text);
    return isVerb && /z\.uuid\(|\w+Query\b|\b(?!organizationId)\w+Id: string,/.test(text);
  });
  expect(Object.keys(VERBS).sort()).toEqual(takesIds.map((file) => file.split(path.sep).join("/")).sort());
});
