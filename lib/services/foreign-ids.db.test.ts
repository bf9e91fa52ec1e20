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
import { insert, plantCalls } from "@/scripts/test/plant-call";
import { createApiKey } from "./api-keys/create";
import { listApiKeys } from "./api-keys/list-api-keys";
import { revokeApiKey } from "./api-keys/revoke";
import { rotateApiKey } from "./api-keys/rotate";
import { exportAudit } from "./audit/export-audit";
import { listAudit } from "./audit/list-audit";
import { startBrowserCall } from "./browser-calls/start-browser-call";
import { businessUsage } from "./businesses/business-usage";
import { changeBusiness } from "./businesses/change-business";
import { deleteBusiness } from "./businesses/delete-business";
import { getBusinessConfig } from "./businesses/get-business-config";
import { getBusiness } from "./businesses/get-business";
import { listBusinesses } from "./businesses/list-businesses";
import { updateBusiness } from "./businesses/update-business";
import { updateBusinessConfig } from "./businesses/update-business-config";
import { checkCallerId } from "./caller-ids/check-caller-id";
import { removeCallerId } from "./caller-ids/remove-caller-id";
import { checkCallerCode } from "./caller-verification/check";
import { startCallerVerification } from "./caller-verification/start";
import { getCall } from "./calls/get-call";
import { listCalls } from "./calls/list-calls";
import { listInteractions } from "./calls/list-interactions";
import { steerCall } from "./calls/steer-call";
import { steerRights } from "./calls/steer-rights";
import { listTailEvents } from "./calls/list-tail-events";
import type { ServiceContext } from "./context";
import { cursorOf } from "./cursor";
import { getOverview } from "./home/get-overview";
import { createInvitation } from "./invitations/create-invitation";
import { resendInvitation } from "./invitations/resend-invitation";
import { revokeInvitation } from "./invitations/revoke-invitation";
import { clearKillSwitch } from "./kill-switch/clear";
import { setKillSwitch } from "./kill-switch/set";
import { agentVerbs } from "@/scripts/test/foreign-ids-of-agents";
import { APPOINTMENT_VERBS, plantAppointmentOf } from "@/scripts/test/foreign-ids-of-appointments";
import { CALL_AUDIO_VERBS } from "@/scripts/test/foreign-ids-of-call-audio";
import { escalationVerbs, plantEscalationOf } from "@/scripts/test/foreign-ids-of-escalations";
import { KNOWLEDGE_VERBS } from "@/scripts/test/foreign-ids-of-knowledge";
import { plantRecordsOf, RECORD_VERBS } from "@/scripts/test/foreign-ids-of-records";
import { PEOPLE_VERBS } from "@/scripts/test/foreign-ids-of-people";
import { RECORDING_VERBS } from "@/scripts/test/foreign-ids-of-recordings";
import { NOTIFICATION_VERBS } from "@/scripts/test/foreign-ids-of-notifications";
import { MCP_VERBS, plantMcpServerOf } from "@/scripts/test/foreign-ids-of-mcp-servers";
import { AFTER_CALL_VERBS, plantStepOf } from "@/scripts/test/foreign-ids-of-after-call";
import { plantWebhookOf, WEBHOOK_VERBS } from "@/scripts/test/foreign-ids-of-webhooks";
import { plantToolOf, TOOL_VERBS } from "@/scripts/test/foreign-ids-of-tools";
import { QUALITY_VERBS } from "@/scripts/test/foreign-ids-of-quality";
import { plantQuality } from "@/scripts/test/plant-quality";
import { changeRole } from "./members/change-role";
import { listMembers } from "./members/list-members";
import { removeMember } from "./members/remove-member";
import { listMessages } from "./messages/list-messages";
import { initiateCall } from "./outbound/initiate-call";
import { startTestCall } from "./browser-calls/start-test-call";
import { startOutage } from "./outages/start-outage";
import { endOutage } from "./outages/end-outage";
import { assignNumber } from "./phone-numbers/assign-number";
import { getNumber } from "./phone-numbers/get-number";
import { listNumbers } from "./phone-numbers/list-numbers";
import type { NumberDeps } from "./phone-numbers/number-deps";
import { numberUsage } from "./phone-numbers/number-usage";
import { releaseNumber } from "./phone-numbers/release-number";
import { updateNumber } from "./phone-numbers/update-number";
import { verifyNumber } from "./phone-numbers/verify-number";
import { changeAgentDraft } from "./setup/change-agent-draft";
import { completeSetup } from "./setup/complete-setup";
import { getSetupCheck } from "./setup/setup-check";
import { createWidget, removeWidget, updateWidget } from "./widgets/save-widget";

/** What somebody learns who holds another organization's ids: the same as with ids that never existed. */

let database: TestDatabase;
let ours: TestOrganization;
let theirs: Ids;

type Verb = (context: ServiceContext, ids: Ids, ours: TestOrganization) => Promise<unknown>;

type Ids = {
  organizationId: string;
  businessId: string;
  agentId: string;
  callId: string;
  switchId: string;
  keyId: string;
  userId: string;
  invitationId: string;
  versionId: string;
  numberId: string;
  personId: string;
  outageId: string;
  callerIdId: string;
  sourceId: string;
  gapId: string;
  documentId: string;
  chunkId: string;
  widgetId: string;
  notificationId: string;
  escalationId: string;
  offerId: string;
  questionId: string;
  serviceId: string;
  resourceId: string;
  appointmentId: string;
  toolId: string;
  stepId: string;
  serverId: string;
  mcpToolId: string;
  webhookId: string;
  deliveryId: string;
  feedId: string;
  noteId: string;
  shareId: string;
  viewId: string;
  scoreId: string;
  disputeId: string;
  findingId: string;
  ruleId: string;
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
  const { organizationId, businessId, agentId, userId, agentVersionId: versionId } = other;
  const [personId, outageId, callerIdId, sourceId, gapId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const [documentId, chunkId, notificationId] = [uuidv7(), uuidv7(), uuidv7()];
  const { id: widgetId } = await createWidget(other.context, widget(agentId));
  let judged = { scoreId: "", disputeId: "", findingId: "", ruleId: "" };
  let planted = { escalationId: "", offerId: "", questionId: "" };
  let tool = { toolId: "" };
  let step = { stepId: "" };
  let mcp = { serverId: "", mcpToolId: "" };
  let webhook = { webhookId: "", deliveryId: "" };
  let booked = { serviceId: "", resourceId: "", appointmentId: "", feedId: "" };
  const records = { noteId: uuidv7(), shareId: uuidv7(), viewId: uuidv7() };
  const numberId = await withOwner(database.url, async (sql) => {
    const own = { organization_id: organizationId };
    await insert(sql, "human_agents", { ...own, id: personId, ...PERSON_ROW });
    await plantRecordsOf(sql, { organizationId, callId, userId, ids: records });
    judged = await plantQuality(sql, other, "theirs", callId);
    planted = await plantEscalationOf(sql, { organizationId, businessId, callId, personId });
    tool = await plantToolOf(sql, { organizationId, callId });
    step = await plantStepOf(sql, { organizationId, businessId, callId, ...tool });
    mcp = await plantMcpServerOf(sql, { organizationId });
    webhook = await plantWebhookOf(sql, { organizationId, callId });
    booked = await plantAppointmentOf(sql, { organizationId, businessId, callId });
    const source = { business_id: businessId, kind: "facts", name: "theirs" };
    await insert(sql, "knowledge_sources", { ...own, id: sourceId, ...source });
    const document = {
      business_id: businessId,
      source_id: sourceId,
      kind: "price",
      title: "theirs",
      content_hash: "00",
    };
    await insert(sql, "knowledge_documents", { ...own, id: documentId, ...document });
    const ofDocument = { ...own, document_id: documentId, version: 1, text: "theirs" };
    await insert(sql, "knowledge_versions", { ...ofDocument, title: "theirs", content_hash: "00" });
    const chunk = { id: chunkId, business_id: businessId, ordinal: 0, tokens: 1 };
    await insert(sql, "knowledge_chunks", { ...ofDocument, ...chunk });
    const gap = { group_id: gapId, business_id: businessId, call_id: callId, turn_id: "c1", question: "theirs" };
    await insert(sql, "knowledge_gaps", { ...own, id: uuidv7(), ...gap, asked_at: new Date() });
    const told = { type: "system_update", title: "theirs", dedupe_key: "theirs", created_at: new Date() };
    await insert(sql, "notifications", { ...own, id: notificationId, user_id: userId, ...told });
    await insert(sql, "outages", {
      ...own,
      id: outageId,
      scope: "organization",
      message: "theirs",
      started_by_name: "x",
    });
    await insert(sql, "caller_ids", { ...own, id: callerIdId, e164: "+14155550179", started_at: new Date() });
    const numbers = await sql.query<{ id: string }>("select id from phone_numbers where organization_id = $1", [
      organizationId,
    ]);
    return numbers.rows[0]?.id ?? "";
  });
  const made = {
    versionId,
    numberId,
    personId,
    outageId,
    callerIdId,
    sourceId,
    gapId,
    documentId,
    chunkId,
    widgetId,
    notificationId,
    ...planted,
    ...booked,
    ...tool,
    ...step,
    ...mcp,
    ...webhook,
    ...records,
    ...judged,
    invitationId: invited.id,
  };
  theirs = { organizationId, businessId, agentId, callId, switchId, keyId, userId, ...made };
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
  versionId: uuidv7(),
  numberId: uuidv7(),
  personId: uuidv7(),
  outageId: uuidv7(),
  callerIdId: uuidv7(),
  sourceId: uuidv7(),
  gapId: uuidv7(),
  documentId: uuidv7(),
  chunkId: uuidv7(),
  widgetId: uuidv7(),
  notificationId: uuidv7(),
  escalationId: uuidv7(),
  offerId: uuidv7(),
  questionId: uuidv7(),
  serviceId: uuidv7(),
  resourceId: uuidv7(),
  appointmentId: uuidv7(),
  toolId: uuidv7(),
  stepId: uuidv7(),
  serverId: uuidv7(),
  mcpToolId: uuidv7(),
  webhookId: uuidv7(),
  deliveryId: uuidv7(),
  feedId: uuidv7(),
  noteId: uuidv7(),
  shareId: uuidv7(),
  viewId: uuidv7(),
  scoreId: uuidv7(),
  disputeId: uuidv7(),
  findingId: uuidv7(),
  ruleId: uuidv7(),
});
const PERSON_ROW = { name: "theirs", email: "theirs@people.test", phone: "+12025550178", time_zone: "Europe/Berlin" };
const RELABELLED = { label: "x", fallbackNumber: null, fallbackMessage: null };
const now = new Date("2026-06-10T20:00:00Z");
/** Nothing may be asked of the carrier about a number that is not ours. */
const untouched = new Proxy({} as NumberDeps["carrier"], {
  get: () => () => Promise.reject(new Error("the carrier may not be asked")),
});
const deps = { carrier: untouched, now } as unknown as NumberDeps;
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

const browserDeps = () => ({
  tokenSecret: "only-for-tests",
  publicCallUrl: "https://calls.example.com",
  workerOrigins: [],
  ice: { stunUrls: [], turnUrls: [], turnSecret: null },
  now: new Date(),
});
const browserCall = (context: ServiceContext, agentId: string, version: "draft" | "published") =>
  startBrowserCall(context, { agentId, version }, browserDeps());
const widget = (agentId: string) => ({ name: "x", agentId, allowedOrigins: ["https://www.example.com"] });

/** Every verb that takes ids, by its file; a file may have several ways to name something. */
const VERBS: Record<string, Verb[]> = {
  ...APPOINTMENT_VERBS,
  ...TOOL_VERBS,
  ...AFTER_CALL_VERBS(() => ours),
  ...MCP_VERBS,
  ...WEBHOOK_VERBS,
  ...CALL_AUDIO_VERBS,
  ...escalationVerbs(() => database.url),
  ...KNOWLEDGE_VERBS,
  ...NOTIFICATION_VERBS,
  ...RECORD_VERBS,
  ...QUALITY_VERBS,
  ...agentVerbs(() => ours),
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
  "browser-calls/start-browser-call.ts": [
    (context, { agentId }) => browserCall(context, agentId, "draft"),
    (context, { agentId }) => browserCall(context, agentId, "published"),
  ],
  "browser-calls/start-test-call.ts": [
    (context, { agentId }) =>
      startTestCall(
        context,
        { agentId, to: "+12025550123" },
        { browser: browserDeps(), phone: () => Promise.reject(new Error("nothing may be dialled")) },
      ),
    (context, { agentId }) =>
      startTestCall(
        context,
        { agentId },
        { browser: browserDeps(), phone: () => Promise.reject(new Error("nothing may be dialled")) },
      ),
  ],
  "businesses/business-usage.ts": [(context, { businessId }) => businessUsage(context, businessId)],
  "businesses/change-business.ts": [(context, { businessId }) => changeBusiness(context, businessId, { city: "Bonn" })],
  "businesses/delete-business.ts": [
    (context, { businessId }) => deleteBusiness(context, businessId, { remove: () => Promise.resolve() }),
  ],
  "businesses/get-business-config.ts": [(context, { businessId }) => getBusinessConfig(context, businessId)],
  "businesses/get-business.ts": [(context, { businessId }) => getBusiness(context, businessId)],
  "businesses/list-businesses.ts": [(context) => listBusinesses(context)],
  "businesses/update-business.ts": [
    async (context, { businessId }) => {
      const { id, createdAt, updatedAt, ...profile } = await getBusiness(context, ours.businessId);
      return updateBusiness(context, businessId, { ...profile, name: `${id}${createdAt}${updatedAt}` });
    },
  ],
  "businesses/update-business-config.ts": [
    async (context, { businessId }) => {
      const {
        id: _id,
        createdAt: _made,
        updatedAt: _changed,
        ...config
      } = await getBusinessConfig(context, ours.businessId);
      return updateBusinessConfig(context, businessId, config);
    },
  ],
  "caller-ids/check-caller-id.ts": [(context, { callerIdId }) => checkCallerId(context, callerIdId, deps)],
  "caller-ids/remove-caller-id.ts": [(context, { callerIdId }) => removeCallerId(context, callerIdId, deps)],
  "calls/get-call.ts": [(context, { callId }) => getCall(context, callId)],
  "calls/list-calls.ts": [
    (context, { businessId }) => listCalls(context, { businessId }),
    (context, { agentId }) => listCalls(context, { agentId }),
  ],
  "calls/list-interactions.ts": [(context, { callId }) => listInteractions(context, callId)],
  "calls/list-tail-events.ts": [(context, { callId }) => listTailEvents(context, { callId, afterSeq: 0 })],
  "calls/steer-rights.ts": [(context, { callId }) => steerRights(context, callId)],
  "calls/steer-call.ts": [
    (context, { callId }) => steerCall(context, callId, { action: "pause" }),
    (context, { callId }) =>
      steerCall(context, callId, { action: "transfer", target: { kind: "queue" }, mode: "cold" }),
    async (context, { personId }) => {
      const [callId = ""] = await plantCalls(database.url, ours, [{ status: "in_progress", endedAt: null }]);
      return steerCall(context, callId, {
        action: "transfer",
        target: { kind: "person", humanAgentId: personId },
        mode: "cold",
      });
    },
  ],
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
  ...RECORDING_VERBS,
  ...PEOPLE_VERBS,
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
  "outages/end-outage.ts": [(context, { outageId }) => endOutage(context, outageId)],
  "widgets/save-widget.ts": [
    (context, { agentId }) => createWidget(context, widget(agentId)),
    (context, { widgetId }) => updateWidget(context, widgetId, widget(ours.agentId)),
    (context, { widgetId }) => removeWidget(context, widgetId),
  ],
  "outages/start-outage.ts": [
    (context, { businessId }) => startOutage(context, { businessId, message: "Closed." }),
    (context, { numberId }) => startOutage(context, { phoneNumberId: numberId, message: "Closed." }),
  ],
  "outbound/initiate-call.ts": [
    (context, { agentId }) => call(context, { agentId }),
    (context, { businessId }) => call(context, { businessId }),
    (context, { agentId, businessId }) => call(context, { agentId, businessId }),
  ],
  "phone-numbers/assign-number.ts": [
    (context, { numberId }) => assignNumber(context, numberId, { agentId: ours.agentId }),
    async (context, { agentId }) => assignNumber(context, await ownNumber(context), { agentId }),
  ],
  "phone-numbers/get-number.ts": [(context, { numberId }) => getNumber(context, numberId)],
  "phone-numbers/list-numbers.ts": [(context) => listNumbers(context, {}, now)],
  "phone-numbers/number-usage.ts": [(context, { numberId }) => numberUsage(context, numberId)],
  "phone-numbers/release-number.ts": [
    (context, { numberId }) => releaseNumber(context, numberId, { confirm: "+14155550100" }, deps),
  ],
  "phone-numbers/update-number.ts": [(context, { numberId }) => updateNumber(context, numberId, RELABELLED, deps)],
  "phone-numbers/verify-number.ts": [
    (context, { numberId }) => verifyNumber(context, numberId, { repair: true }, deps),
  ],
  "setup/complete-setup.ts": [(context, { numberId }) => completeSetup(context, { phoneNumberId: numberId })],
  "setup/setup-check.ts": [(context, { numberId }) => getSetupCheck(context, { phoneNumberId: numberId })],
  "setup/change-agent-draft.ts": [(context, { agentId }) => changeAgentDraft(context, agentId, (config) => config)],
};

const ownNumber = async (context: ServiceContext) => (await listNumbers(context)).phoneNumbers[0]?.id ?? "";

async function learned(verb: Verb, ids: Ids): Promise<string> {
  const outcome = await verb(ours.context, ids, ours).then(
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
    return (
      isVerb &&
      /z\.uuid\(|\w+Query\b|\b(?!organizationId)\w+Id: string,|const \{[^}]*\w+Id\b[^}]*\} = parseInput/.test(text)
    );
  });
  expect(Object.keys(VERBS).sort()).toEqual(takesIds.map((file) => file.split(path.sep).join("/")).sort());
});
