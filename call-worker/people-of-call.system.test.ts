import { randomInt } from "node:crypto";
import pino from "pino";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTwilioRest } from "@/lib/adapters/twilio/rest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { legAddress } from "@/lib/domain/call/webhook-address";
import { answerOffer } from "@/lib/services/escalations/answer-offer";
import { findRingingOffer, getEscalation, listEscalations } from "@/lib/services/escalations/list-escalations";
import { conferenceMoved, offerInConference, keyOnLeg, legEnded, openLeg } from "@/lib/services/escalations/person-leg";
import { answerQuestion } from "@/lib/services/questions/answer-question";
import { listOpenQuestions } from "@/lib/services/questions/list-questions";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import type { PersonEvent } from "@/sandbox/twilio/telephony/person-events";
import type { PersonBehaviour } from "@/sandbox/twilio/telephony/script";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { type FakeWorker, startFakeWorker } from "@/scripts/test/fake-worker";
import { plantCalls } from "@/scripts/test/plant-call";
import { plantPerson } from "@/scripts/test/plant-people";
import { conference } from "./adapters/twilio/twiml";
import { createTwilioWebhooks } from "./adapters/twilio/twilio-webhooks";
import { createHttpServer, type HttpServerDeps, type HttpServer } from "./http/server";
import { createMetrics } from "./http/metrics";
import { type CallPeople, type CallWithPeople, peopleOfCall } from "./people-of-call";
import type { SearchProgress } from "./ports/people";
import { systemClock as clock } from "./system-clock";

/** People's telephones over the real SDK, signed webhooks and the sandbox's network, without a session: who plays it says so. */

const ACCOUNT = { accountSid: `AC${"7".repeat(32)}`, authToken: "only-for-tests" };
const log = pino({ level: "silent" });

let sandbox: Sandbox;
let database: TestDatabase;
let worker: FakeWorker;
let http: HttpServer;
let publicCallUrl: string;
const held = new Map<string, CallPeople>();
let metrics: ReturnType<typeof createMetrics>;

beforeAll(async () => {
  sandbox = await startSandbox({ ...ACCOUNT, deepgramKeys: "any" });
  Object.assign(process.env, {
    TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
    TWILIO_API_BASE_URL: sandbox.url,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: sandbox.url,
    AWS_ACCESS_KEY_ID: "AKIATEST",
    AWS_SECRET_ACCESS_KEY: "only-for-tests",
  });
  sandbox.twilio.exchange.callsPerSecond = 100;
  database = await createTestDatabase();
  await useDatabase(database.url, 10);
  worker = await startFakeWorker(database.url);
  worker.answer = (callId, command) => {
    const people = held.get(callId);
    const isTaken =
      command.command === "offer"
        ? people?.offerAnswered(command)
        : command.command === "answer" && people?.questionAnswered(command);
    return isTaken ? { result: "done", next: null } : { result: "refused", code: "not_now", message: "no" };
  };
  const nothing = { load: 0, slots: 1, draining: false };
  metrics = createMetrics({
    calls: () => ({ ...nothing, reserved: 0 }),
    journal: () => ({ diskOk: true, storeOk: true, lagMs: 0, fileBytes: 0, rejected: 0 }),
    sockets: () => 0,
  });
  // Only the webhooks of people's telephones are asked here; whatever else would be is missing, and would show.
  const deps: Partial<HttpServerDeps> & { publicCallUrl: string } = {
    carrier: createTwilioWebhooks({ authToken: ACCOUNT.authToken, publicCallUrl: "" }),
    log,
    metrics,
    publicCallUrl: "",
    leg: { opened: openLeg, keyed: keyOnLeg, ended: legEnded, conferenceMoved },
  };
  http = createHttpServer(deps as HttpServerDeps);
  publicCallUrl = `http://127.0.0.1:${await http.listen(0, "127.0.0.1")}`;
  deps.publicCallUrl = publicCallUrl;
  deps.carrier = createTwilioWebhooks({ authToken: ACCOUNT.authToken, publicCallUrl });
});
afterAll(async () => {
  metrics.close();
  http.server.closeAllConnections();
  await http.close();
  await worker.close();
  await sandbox.close();
  await closeDatabase();
  await database.drop();
});

const over = { timeout: 90_000, interval: 50 };
const someNumber = () => `+1202555${String(randomInt(10_000)).padStart(4, "0")}`;

/** A call in progress whose caller is a scripted person, kept in silence until they are sent to a conference. */
async function withCall(organization: TestOrganization, caller: { say: string }[] = []) {
  const { organizationId, phoneNumber, context } = organization;
  const { exchange } = sandbox.twilio;
  if (!exchange.numbers.findByNumber(phoneNumber)) exchange.numbers.buy(phoneNumber);
  const script = caller.flatMap((line) => [{ waitForAgent: { silenceMs: 600, timeoutMs: 60_000 } }, line]);
  const from = someNumber();
  exchange.people.set(from, { answer: "human", ringMs: 0, steps: script });
  const rest = createTwilioRest({ ...ACCOUNT, baseUrl: sandbox.url });
  // As the sandbox sees it, a call that waits: what connects a caller with an agent is another test's.
  const parked = await fetch(`${sandbox.url}/2010-04-01/Accounts/${ACCOUNT.accountSid}/Calls.json`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${ACCOUNT.accountSid}:${ACCOUNT.authToken}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ To: from, From: phoneNumber, Twiml: "<Response><Pause length='600'/></Response>" }),
  });
  const { sid: callSid } = (await parked.json()) as { sid: string };
  const [callId = ""] = await plantCalls(database.url, organization, [
    {
      status: "in_progress",
      endedAt: null,
      from,
      events: [
        {
          seq: 1,
          body: {
            type: "segment.final",
            segmentId: "0.c1",
            turnId: "c1",
            speaker: "caller",
            text: "My crown fell out and I need somebody today.",
            startMs: 0,
            endMs: 900,
            confidence: null,
            source: "speech",
          },
        },
      ],
    },
  ]);
  await withOwner(database.url, (sql) =>
    sql.query("update calls set provider_call_sid = $2 where id = $1", [callId, callSid]),
  );
  await worker.hold(callId);
  const call: CallWithPeople = { organizationId, callId, language: "en-US", shownNumber: phoneNumber };
  const people = hold(call);
  return {
    ...call,
    context,
    callSid,
    people,
    /** The agent's part is over: the caller goes where the person waits. */
    async putThrough(name: string) {
      await withOwner(database.url, (sql) =>
        sql.query("update calls set status = 'escalated' where id = $1", [callId]),
      );
      people.ended(true);
      const offerId = await offerInConference(organizationId, name);
      const reportUrl = legAddress(publicCallUrl, "leg-conference", { organizationId, callId, offerId: offerId ?? "" });
      if (offerId) await rest.redirectCall(callSid, conference(name, { reportUrl }));
    },
  };
}

function hold(call: CallWithPeople): CallPeople {
  const people = peopleOfCall(call, { clock, log, publicCallUrl });
  held.set(call.callId, people);
  return people;
}

/** Looks for a person and keeps what is told. */
function find(people: CallPeople, more: object = {}, escalationId = uuidv7()) {
  const told: SearchProgress[] = [];
  const search = people.find(
    {
      escalationId,
      cause: "asked",
      reason: "The caller asked for a person",
      mode: "warm",
      target: { kind: "queue", department: null },
      by: null,
      ...more,
    },
    (progress) => void told.push(progress),
  );
  const becomes = (...kinds: string[]) => expect.poll(() => told.map(({ kind }) => kind), over).toEqual(kinds);
  return { escalationId, told, becomes, withdraw: () => search.withdraw() };
}

/** Somebody with a telephone alone, who behaves like that. */
async function phonePerson(
  organization: TestOrganization,
  name: string,
  behaviour: PersonBehaviour,
  more: object = {},
) {
  const phone = someNumber();
  sandbox.twilio.exchange.people.set(phone, behaviour);
  await plantPerson(database.url, organization, { name, role: null, ring_phone: true, phone, ...more });
  return phone;
}
const callsTo = (e164: string) => [...sandbox.twilio.exchange.calls.values()].filter(({ to }) => to === e164);
const eventsAt = (sid: string): readonly PersonEvent[] => sandbox.twilio.exchange.persons.get(sid)?.log.events ?? [];
const heardAt = (sid: string): string =>
  eventsAt(sid)
    .flatMap((event) =>
      event.type === "twiml.say" ? [event.text] : event.type === "agent.speech.ended" ? [event.text] : [],
    )
    .join(" | ");

test("a person hears who calls and why on their telephone, presses 1, and talks with the caller; then it is completed", async () => {
  const organization = await createTestOrganization(database.url);
  const caller = await withCall(organization, [{ say: "I am the caller with the crown." }]);
  const phone = await phonePerson(
    organization,
    "Anna",
    {
      answer: "human",
      ringMs: 1500,
      steps: [
        { waitForAgent: { silenceMs: 1000 } },
        { dtmf: "1" },
        { waitForAgent: { silenceMs: 500 } },
        { pauseMs: 2500 },
        { say: "Hello, this is Anna from the practice." },
        { waitForAgent: { silenceMs: 1000 } },
        { hangup: true },
      ],
    },
    { extension: "12" },
  );
  const search = find(caller.people);
  await search.becomes("ringing", "accepted");
  expect(search.told[1]).toMatchObject({ via: "phone", name: "Anna", conference: `escalation-${search.escalationId}` });
  const sid = callsTo(phone)[0]?.sid ?? "";
  expect(heardAt(sid)).toContain("a call for you from");
  expect(heardAt(sid)).toContain("The caller asked for a person. My crown fell out");
  expect(eventsAt(sid)).toContainEqual({ type: "agent.keys", digits: "wwww12" });
  await caller.putThrough(`escalation-${search.escalationId}`);
  await expect.poll(() => heardAt(caller.callSid), over).toContain("this is Anna from the practice");
  await expect.poll(() => heardAt(sid), over).toContain("the caller with the crown");
  const read = () => getEscalation(caller.context, search.escalationId);
  await expect.poll(async () => (await read()).state, over).toBe("completed");
  const { packet, connectedAt, releasedAt, acceptedVia, offers } = await read();
  expect({ acceptedVia, offers: offers.map(({ state }) => state) }).toEqual({
    acceptedVia: "phone",
    offers: ["accepted"],
  });
  expect([connectedAt, releasedAt]).not.toContain(null);
  expect(packet?.issue).toContain("crown fell out");
  await expect.poll(() => sandbox.twilio.exchange.calls.get(caller.callSid)?.isOver, over).toBe(true);
});

test("a voicemail takes nothing, who declines passes it on, and the next on their screen takes it", async () => {
  const organization = await createTestOrganization(database.url);
  const caller = await withCall(organization);
  await withOwner(database.url, (sql) =>
    sql.query(
      `update businesses set settings = '{"escalation": {"routing": {"to": "anyone", "people": [], "department": null, "ringSeconds": 5}}}' where id = $1`,
      [organization.businessId],
    ),
  );
  // Asked in this order: who was never asked first, then by the length of time since.
  await phonePerson(organization, "Machine", { answer: "machine", ringMs: 200 }, { last_offered_at: new Date(1) });
  await phonePerson(
    organization,
    "Ben",
    { answer: "human", ringMs: 200, steps: [{ waitForAgent: { silenceMs: 800 } }, { dtmf: "2" }] },
    { last_offered_at: new Date(2) },
  );
  const anna = await plantPerson(database.url, organization, { name: "Anna", last_offered_at: new Date(3) });
  const search = find(caller.people);
  await expect.poll(() => search.told.at(-1), over).toEqual({ kind: "ringing", name: "Anna" });
  expect(search.told.map(({ kind }) => kind)).toEqual(["ringing", "no_answer", "ringing", "declined", "ringing"]);
  const rings = () => findRingingOffer(anna.context);
  await answerOffer(anna.context, (await rings())?.offerId ?? "", "accepted");
  await expect
    .poll(() => search.told.at(-1), over)
    .toMatchObject({ kind: "accepted", via: "browser", userId: anna.userId });
});

test("nobody answers: the agent is told so, and the caller is to be called back", async () => {
  const organization = await createTestOrganization(database.url);
  const caller = await withCall(organization);
  await phonePerson(organization, "Anna", { answer: "busy", ringMs: 200 });
  const search = find(caller.people);
  await search.becomes("ringing", "no_answer", "nobody");
  const [escalation] = (await listEscalations(caller.context)).escalations;
  expect(escalation).toMatchObject({ state: "callback", callbackNumber: expect.stringMatching(/^\+1202/) as string });
});

test("the caller hangs up while the telephone rings: it stops, and nobody can take it any more", async () => {
  const organization = await createTestOrganization(database.url);
  const caller = await withCall(organization);
  const phone = await phonePerson(organization, "Anna", { answer: "no_answer" });
  const search = find(caller.people);
  await expect.poll(() => callsTo(phone)[0]?.status, over).toBe("ringing");
  await withOwner(database.url, (sql) =>
    sql.query("update calls set status = 'completed' where id = $1", [caller.callId]),
  );
  caller.people.ended();
  await expect.poll(() => callsTo(phone)[0]?.isOver, over).toBe(true);
  expect((await getEscalation(caller.context, search.escalationId)).state).toBe("abandoned");
  expect(search.told.map(({ kind }) => kind)).toEqual(["ringing"]);
});

test("who waits on their telephone while the caller hangs up is told so", async () => {
  const organization = await createTestOrganization(database.url);
  const caller = await withCall(organization);
  const phone = await phonePerson(organization, "Anna", {
    answer: "human",
    ringMs: 200,
    steps: [{ waitForAgent: { silenceMs: 800 } }, { dtmf: "1" }],
  });
  const search = find(caller.people);
  await search.becomes("ringing", "accepted");
  await withOwner(database.url, (sql) =>
    sql.query("update calls set status = 'completed' where id = $1", [caller.callId]),
  );
  caller.people.ended();
  await expect.poll(() => heardAt(callsTo(phone)[0]?.sid ?? ""), over).toContain("The caller has hung up");
  expect((await getEscalation(caller.context, search.escalationId)).state).toBe("abandoned");
});

test("a person who hangs up before the caller comes: nobody is left alone, and the caller is called back", async () => {
  const organization = await createTestOrganization(database.url);
  const caller = await withCall(organization);
  const phone = await phonePerson(organization, "Anna", {
    answer: "human",
    ringMs: 200,
    steps: [{ waitForAgent: { silenceMs: 800 } }, { dtmf: "1" }, { pauseMs: 1500 }, { hangup: true }],
  });
  const search = find(caller.people);
  await search.becomes("ringing", "accepted");
  await expect.poll(() => callsTo(phone)[0]?.isOver, over).toBe(true);
  const read = () => getEscalation(caller.context, search.escalationId);
  await expect.poll(async () => (await read()).state, over).toBe("callback");
  expect(await offerInConference(organization.organizationId, `escalation-${search.escalationId}`)).toBeNull();
});

test("a worker is lost in the middle of the ringing: the next owner asks the same person again, and the first telephone stops", async () => {
  const organization = await createTestOrganization(database.url);
  const caller = await withCall(organization);
  const phone = await phonePerson(organization, "Anna", { answer: "no_answer" });
  const first = find(caller.people);
  await expect.poll(() => callsTo(phone)[0]?.status, over).toBe("ringing");
  caller.people.letGo();
  const second = find(hold(caller), {}, first.escalationId);
  await expect.poll(() => callsTo(phone).map(({ isOver }) => isOver), over).toEqual([true, false]);
  expect(second.told).toEqual([{ kind: "ringing", name: "Anna" }]);
  expect((await listEscalations(caller.context)).escalations).toHaveLength(1);
  second.withdraw();
  await expect.poll(() => callsTo(phone).every(({ isOver }) => isOver), over).toBe(true);
});

test("two calls and one person with a telephone: one of them rings, the other hears that nobody is free", async () => {
  const organization = await createTestOrganization(database.url);
  const phone = await phonePerson(organization, "Anna", { answer: "no_answer" });
  const calls = [await withCall(organization), await withCall(organization)];
  const searches = calls.map(({ people }) => find(people));
  await expect.poll(() => searches.map(({ told }) => told.at(-1)?.kind).sort(), over).toEqual(["nobody", "ringing"]);
  expect(callsTo(phone)).toHaveLength(1);
  for (const search of searches) search.withdraw();
});

test("a telephone where calls may not go is not rung", async () => {
  const organization = await createTestOrganization(database.url);
  const caller = await withCall(organization);
  await plantPerson(database.url, organization, { role: null, ring_phone: true, phone: "+442079460958" });
  const search = find(caller.people);
  await search.becomes("ringing", "no_answer", "nobody");
  expect(callsTo("+442079460958")).toEqual([]);
});

test("a cold transfer connects at once, without a key", async () => {
  const organization = await createTestOrganization(database.url);
  const caller = await withCall(organization);
  const phone = await phonePerson(organization, "Anna", { answer: "human", ringMs: 200, steps: [{ say: "Hello?" }] });
  const search = find(caller.people, { mode: "cold" });
  await search.becomes("ringing", "accepted");
  expect(heardAt(callsTo(phone)[0]?.sid ?? "")).not.toContain("Press 1");
});

test("a question is answered once, by the first tap; what nobody answers in time ends with nothing", async () => {
  const organization = await createTestOrganization(database.url);
  const { people, callId, context, organizationId } = await withCall(organization);
  const answers: unknown[] = [];
  const ask = (withinMs: number) => {
    const questionId = uuidv7();
    people.ask({ questionId, question: "May we open on Saturday?", options: ["Yes", "No"], withinMs }, (answer) =>
      answers.push(answer),
    );
    return questionId;
  };
  const questionId = ask(30_000);
  await expect
    .poll(async () => (await listOpenQuestions(context)).questions, over)
    .toMatchObject([{ id: questionId, callId }]);
  await expect.poll(() => worker.told(organizationId, "question.asked"), over).toHaveLength(1);
  const tries = await Promise.allSettled([1, 2].map(() => answerQuestion(context, questionId, { answer: "Yes" })));
  expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(answers).toEqual([{ text: "Yes", name: context.actor.name }]);
  const late = ask(1_000);
  await expect.poll(() => answers, over).toEqual([{ text: "Yes", name: context.actor.name }, null]);
  await expect(answerQuestion(context, late, { answer: "No" })).rejects.toMatchObject({ code: "CONFLICT" });
  const other = await createTestOrganization(database.url);
  await expect(answerQuestion(other.context, late, { answer: "No" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
