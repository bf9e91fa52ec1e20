import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { TestOrganization } from "./database";
import { insert } from "./plant-call";

/** Rows for tests that go through every table; all of them say `mark` where they say anything. */

export const PLANTED_CALLER = "+14155550191";

/** A fact with its words, an address that was read, a question that nothing answered. */
async function plantKnowledge(sql: pg.Client, who: TestOrganization, mark: string, now: Date): Promise<void> {
  const own = { organization_id: who.organizationId };
  const [sourceId, documentId] = [randomUUID(), randomUUID()];
  const ofBusiness = { ...own, business_id: who.businessId };
  const ofSource = { source_id: sourceId };
  const ofVersion = { document_id: documentId, version: 1, text: mark };
  await insert(sql, "knowledge_sources", { ...ofBusiness, id: sourceId, kind: "facts", name: mark });
  const document = { id: documentId, kind: "price", title: mark, content_hash: "00" };
  await insert(sql, "knowledge_documents", { ...ofBusiness, ...ofSource, ...document });
  await insert(sql, "knowledge_versions", { ...own, ...ofVersion, title: mark, content_hash: "00" });
  await insert(sql, "knowledge_chunks", { ...ofBusiness, ...ofVersion, id: randomUUID(), ordinal: 0, tokens: 3 });
  const page = { url_hash: "00", url: `https://${mark}.test`, run: 1, depth: 0 };
  await insert(sql, "knowledge_pages", { ...own, ...ofSource, ...page });
  const asked = { group_id: randomUUID(), call_id: randomUUID(), turn_id: "c1", question: mark, asked_at: now };
  await insert(sql, "knowledge_gaps", { ...ofBusiness, id: randomUUID(), ...asked });
}

/** What setting up leaves: knowledge, people, steps, and what is said about numbers. */
export async function plantSetUp(sql: pg.Client, who: TestOrganization, mark: string, now: Date): Promise<void> {
  const own = { organization_id: who.organizationId };
  const numbered = () => ({ ...own, id: randomUUID() });
  const { rows } = await sql.query<{ id: string }>("select id from phone_numbers where organization_id = $1", [
    who.organizationId,
  ]);
  await plantKnowledge(sql, who, mark, now);
  const person = { name: mark, email: `${mark}@people.test`, phone: "+14155550177", time_zone: "Europe/Berlin" };
  await insert(sql, "human_agents", { ...numbered(), ...person });
  await insert(sql, "setup_steps", { ...own, step: "people", by_name: mark, at: now });
  const typed = { user_id: who.userId, step: "business", input: JSON.stringify({ mark }), updated_at: now };
  await insert(sql, "setup_progress", { ...own, ...typed });
  const rule = { phone_number_id: rows[0]?.id, position: 0, time: "always", target: "message", message: mark };
  await insert(sql, "number_rules", { ...numbered(), ...rule });
  const outage = { scope: "organization", message: mark, started_by_name: mark, ended_at: now };
  await insert(sql, "outages", { ...numbered(), ...outage });
  await insert(sql, "caller_ids", { ...numbered(), e164: "+14155550178", label: mark, started_at: now });
  await insert(sql, "widgets", {
    ...numbered(),
    public_key: `wgt_${mark.slice(-12).repeat(2)}`,
    name: mark,
    agent_id: who.agentId,
    label: mark,
    allowed_origins: ["https://www.example.com"],
    calls_per_hour: 60,
  });
  await insert(sql, "diverted_calls", {
    ...numbered(),
    business_id: who.businessId,
    provider_call_sid: `CA${randomUUID()}`,
    from_number: PLANTED_CALLER,
    to_number: who.phoneNumber,
    reason: "outage",
    outcome: "message",
    at: now,
  });
  await insert(sql, "call_views", { ...numbered(), owner_id: who.userId, owner_name: mark, name: mark, query: "{}" });
  await insert(sql, "dial_policies", { ...own, allowed_countries: ["US"] });
}

/** An escalation that somebody was asked to take, a question to colleagues, and what a member was told of them. */
export async function plantLiveDesk(
  sql: pg.Client,
  who: TestOrganization,
  mark: string,
  callId: string,
): Promise<void> {
  const own = { organization_id: who.organizationId };
  const now = new Date();
  const ofCall = { ...own, business_id: who.businessId, call_id: callId };
  const written = { author_id: who.userId, author_name: "Somebody of the team", text: mark, tags: [mark] };
  await insert(sql, "call_notes", { ...own, id: randomUUID(), call_id: callId, ...written });
  const shared = { token_hash: `hash-of-share-${mark}`, created_by: who.userId, created_by_name: "x", expires_at: now };
  await insert(sql, "call_shares", { ...own, id: randomUUID(), call_id: callId, ...shared });
  const [escalationId, humanAgentId, notificationId] = [randomUUID(), randomUUID(), randomUUID()];
  const person = { name: mark, email: `${mark}@desk.test`, phone: "+14155550176", time_zone: "Europe/Berlin" };
  await insert(sql, "human_agents", { ...own, id: humanAgentId, ...person });
  const escalation = {
    cause: "asked",
    reason: mark,
    priority: "normal",
    mode: "warm",
    callback_number: PLANTED_CALLER,
  };
  const packet = JSON.stringify({ summary: mark });
  const stands = { target: JSON.stringify({ kind: "queue", department: null }), created_at: now, packet };
  await insert(sql, "escalations", { ...ofCall, id: escalationId, ...escalation, ...stands, resolution: mark });
  const offer = { escalation_id: escalationId, human_agent_id: humanAgentId, offered_at: now, rings_until: now };
  await insert(sql, "escalation_offers", { ...own, id: randomUUID(), ...offer });
  const question = { question: mark, options: [mark], asked_at: now, expires_at: now };
  await insert(sql, "colleague_questions", { ...ofCall, id: randomUUID(), ...question });
  const recordingId = randomUUID();
  await insert(sql, "recordings", { ...own, id: recordingId, call_id: callId, started_at: now, hold_reason: mark });
  const ofRecording = { ...own, recording_id: recordingId };
  const part = { epoch: 0, start_ms: 0, duration_ms: 0, bytes: 0, sealed_key: mark, peaks: "", peak_every_ms: 50 };
  await insert(sql, "recording_parts", { ...ofRecording, id: randomUUID(), ...part });
  await insert(sql, "recording_listens", { ...ofRecording, actor_id: mark, last_at: now });
  const told = { type: "call_escalated", title: mark, call_id: callId, dedupe_key: mark, created_at: now };
  await insert(sql, "notifications", { ...own, id: notificationId, user_id: who.userId, ...told });
  await insert(sql, "notification_deliveries", {
    ...own,
    notification_id: notificationId,
    channel: "email",
    due_at: now,
  });
  const wishes = { user_id: who.userId, preferences: JSON.stringify({ mark }) };
  await insert(sql, "notification_preferences", { ...own, ...wishes });
  await insert(sql, "push_subscriptions", {
    ...own,
    id: randomUUID(),
    user_id: who.userId,
    session_id: randomUUID(),
    endpoint_hash: mark,
    sealed: mark,
    created_at: now,
  });
}

/** What can be booked, by whom it is given, and an appointment of the planted caller. */
export async function plantAppointments(
  sql: pg.Client,
  who: TestOrganization,
  mark: string,
  callId: string,
): Promise<void> {
  const own = { organization_id: who.organizationId };
  const ofBusiness = { ...own, business_id: who.businessId };
  const [serviceId, resourceId, appointmentId] = [randomUUID(), randomUUID(), randomUUID()];
  const [from, until] = [new Date("2099-06-10T17:00:00Z"), new Date("2099-06-10T18:00:00Z")];
  await insert(sql, "appointment_services", { ...ofBusiness, id: serviceId, name: "Cleaning", duration_minutes: 60 });
  await insert(sql, "appointment_resources", { ...ofBusiness, id: resourceId, kind: "staff", name: "Anna" });
  await insert(sql, "appointment_service_resources", { ...own, service_id: serviceId, resource_id: resourceId });
  await insert(sql, "appointments", {
    ...ofBusiness,
    id: appointmentId,
    service_id: serviceId,
    state: "booked",
    starts_at: from,
    ends_at: until,
    staff_id: resourceId,
    customer_name: mark,
    customer_phone: PLANTED_CALLER,
    customer_email: `${mark}@example.test`,
    note: mark,
    call_id: callId,
  });
  const claim = { resource_id: resourceId, session: appointmentId, claimed_from: from, claimed_until: until };
  await insert(sql, "appointment_claims", { ...own, appointment_id: appointmentId, ...claim });
  await insert(sql, "appointment_notices", ofBusiness);
  await insert(sql, "appointment_books", { ...ofBusiness, vendor: "google_calendar", calendar_id: mark });
  const outside = { vendor: "google_calendar", calendar_id: mark, external_id: "x", state: "there" };
  await insert(sql, "appointment_entries", { ...own, appointment_id: appointmentId, ...outside });
  const message = { kind: "reminder", channel: "sms", revision: 0, due_at: from };
  await insert(sql, "appointment_messages", { ...own, id: randomUUID(), appointment_id: appointmentId, ...message });
  await insert(sql, "appointment_feeds", {
    ...ofBusiness,
    id: randomUUID(),
    name: mark,
    token_hash: `hash-of-feed-${mark}`,
  });
}
