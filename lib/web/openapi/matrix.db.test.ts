import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { setUpCatalog } from "@/lib/adapters/stripe/catalog";
import { stripeClient } from "@/lib/adapters/stripe/client";
import { userCodeFrom } from "@/lib/domain/codes/speakable-code";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createApiKey } from "@/lib/services/api-keys/create";
import { revokeApiKey } from "@/lib/services/api-keys/revoke";
import { createBusiness } from "@/lib/services/businesses/create-business";
import { startCallerId } from "@/lib/services/caller-ids/start-caller-id";
import { startOutage } from "@/lib/services/outages/start-outage";
import { importNumber } from "@/lib/services/phone-numbers/import-number";
import { plantRecording } from "@/lib/services/recordings/testing/plant-recording";
import { permissionsOf } from "@/lib/services/permissions";
import { reportWorker } from "@/lib/services/workers/report-worker";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { Problem } from "@/lib/contracts/api/problem";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { openApiDocument } from "./document";
import type { Operation } from "./operation";
import { OPERATIONS } from "./operations/all";
import { ACCOUNT_SID, AUTH_TOKEN, installationAt, STRIPE_KEY } from "./testing/installation-in-matrix";
import { agentBody, PREPARE_AGENTS } from "./testing/agents-in-matrix";
import { plantQualityOf, prepareQuality } from "./testing/quality-in-matrix";
import { plantEscalation, prepareEscalations } from "./testing/escalations-in-matrix";
import {
  appointmentBody,
  NAMING_APPOINTMENTS,
  plantAppointment,
  PREPARE_APPOINTMENTS,
} from "./testing/appointments-in-matrix";
import { afterCallBody, NAMING_AFTER_CALL, plantStep, prepareAfterCall } from "./testing/after-call-in-matrix";
import { mcpBody, plantMcpServer, prepareMcp } from "./testing/mcp-servers-in-matrix";
import { plantWebhook, PREPARE_WEBHOOKS, webhookBody } from "./testing/webhooks-in-matrix";
import { plantTool, PREPARE_TOOLS, toolBody } from "./testing/tools-in-matrix";
import { knowledgeBody, plantKnowledge, PREPARE_KNOWLEDGE, uploadQuery } from "./testing/knowledge-in-matrix";
import { plantRecords, PREPARE_RECORDS, recordBody } from "./testing/records-in-matrix";
import { PREPARE_NOTIFICATIONS, tellOne } from "./testing/notifications-in-matrix";
import { prepareSteering, steeringBody } from "./testing/steering-in-matrix";
import { prepareRecordings } from "./testing/recordings-in-matrix";
import { personBody, plantPerson, PREPARE_PEOPLE } from "./testing/people-in-matrix";
import { currentRequest, loadRoutes, methodsOf, serveApi } from "./testing/serve-api";

/**
 * Every operation of the document, tried over HTTP by everybody who might: nobody sees or changes what is not theirs, another organization's
 * ids are ids that do not exist, and every answer is as the document says.
 */

vi.mock("server-only", () => ({}));
vi.mock("next/headers", async () => (await import("./testing/serve-api")).nextHeaders);

const ORIGIN = "http://localhost:3000";
const ALL = [...permissionsOf("owner")];

type Organization = Awaited<ReturnType<typeof plant>>;
type Caller = { name: string; headers: Record<string, string> };

let sandbox: Sandbox;
let database: TestDatabase;
let api: Awaited<ReturnType<typeof serveApi>>;
let ours: Organization;
let cells = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, deepgramKeys: "any" });
  Object.assign(process.env, installationAt(sandbox.url));
  await setUpCatalog(stripeClient({ secretKey: STRIPE_KEY, baseUrl: sandbox.url }));
  database = await createTestDatabase();
  await useDatabase(database.url);
  api = await serveApi();
  ours = await plant();
});
afterAll(async () => {
  process.stdout.write(`access matrix: ${cells} cells tried\n`);
  await api.close();
  await sandbox.close();
  await closeDatabase();
  await database.drop();
});

/** An organization with a call, keys, and an owner and a viewer who are signed in. */
async function plant() {
  const organization = await createTestOrganization(database.url);
  const { organizationId, context, userId } = organization;
  portNumber(organization.phoneNumber);
  const viewerId = uuidv7();
  const said = `the folder ${organizationId.slice(-12)} behind the counter`;
  await withOwner(database.url, async (sql) => {
    await sql.query(
      "insert into users (id, public_id, email, name, email_verified_at) values ($1, $2, $3, 'Vera Viewer', now())",
      [viewerId, userCodeFrom(randomBytes(9)), `viewer-${viewerId}@example.test`],
    );
    await sql.query("insert into memberships (organization_id, user_id, role) values ($1, $2, 'viewer')", [
      organizationId,
      viewerId,
    ]);
    await sql.query(
      `insert into subscriptions (organization_id, plan, status, period_start, period_end)
       values ($1, 'professional', 'active', now(), now() + interval '30 days')`,
      [organizationId],
    );
  });
  const numberId = await withOwner(database.url, async (sql) => {
    const { rows } = await sql.query("select id from phone_numbers where organization_id = $1", [organizationId]);
    return (rows as { id: string }[])[0]?.id ?? "";
  });
  const [callId = ""] = await plantCalls(database.url, organization, [
    { said: [said, "and then"], lastLine: said, events: [{ seq: 1, body: { type: "keypad.pressed", digits: "7" } }] },
  ]);
  await plantRecording({ organizationId, callId }, (await import("../objects")).objectStore());
  const outage = await startOutage(context, { phoneNumberId: numberId, message: "Closed." });
  const { callerId } = await startCallerId(context, { e164: someNumber() }, await (await numberDepsOf())(context));
  const knowledge = await plantKnowledge(organization);
  const person = await plantPerson(organization);
  const escalation = await plantEscalation(database.url, organization);
  const appointment = await plantAppointment(organization);
  const tool = await plantTool(organization);
  const step = await plantStep({ ...organization, callId }, database.url);
  const mcp = await plantMcpServer(organization);
  const webhook = await plantWebhook(organization);
  const quality = await plantQualityOf(database.url, organization, callId);
  const notificationId = await tellOne(organizationId, viewerId, context);
  const records = await plantRecords(context, callId);
  const make = () => createApiKey(context, { name: `Key of ${organizationId}`, scopes: ALL });
  const [spare, key, revoked] = [await make(), await make(), await make()];
  await revokeApiKey(context, revoked.id);
  return {
    ...organization,
    versionId: organization.agentVersionId,
    numberId,
    outageId: outage.id,
    callerIdId: callerId.id,
    ...quality,
    callId,
    ...knowledge,
    ...person,
    ...escalation,
    ...appointment,
    ...tool,
    ...step,
    ...mcp,
    ...webhook,
    ...records,
    notificationId,
    said,
    keyId: spare.id,
    owner: { name: "owner session", headers: await session(userId) },
    viewer: { name: "viewer session", headers: await session(viewerId) },
    key: { name: "own key", headers: { authorization: `Bearer ${key.key}` } },
    revoked: { name: "revoked key", headers: { authorization: `Bearer ${revoked.key}` } },
  };
}

/** The telephone network lets an account call from its own numbers alone. */
const portNumber = (e164: string) => sandbox.twilio.exchange.numbers.buy(e164);

async function session(userId: string): Promise<Record<string, string>> {
  const setCookies: string[] = [];
  const { startSession } = await import("../session");
  await currentRequest.run({ headers: new Headers(), setCookies }, () => startSession(userId));
  return { cookie: setCookies.join("; "), origin: ORIGIN };
}

const anonymous: Caller = { name: "anonymous", headers: {} };

// prettier-ignore
const ID_NAMES = [
  "callId", "businessId", "keyId", "agentId", "numberId", "phoneNumber", "outageId", "callerIdId", "versionId", "knowledgeId", "sourceId",
  "vendor", "humanAgentId", "notificationId", "escalationId", "offerId", "questionId", "serviceId", "resourceId", "appointmentId", "toolId", "feedId", "serverId", "mcpToolId", "webhookId", "deliveryId",
  "noteId", "shareId", "viewId",
  "scoreId", "disputeId", "findingId", "ruleKey", "integration", "action", "stepId", "changingToolId",
] as const;
type Ids = Pick<Organization, (typeof ID_NAMES)[number]>;

/** The operation's request with these ids in its path, its query and its body. */
async function send(operation: Operation, { headers }: Caller, ids: Ids, query = uploadQuery(operation.id, ids)) {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name as keyof Ids]);
  const body = operation.bytes ? `A visit is $90. ${uuidv7()}` : JSON.stringify(bodyOf(operation, ids));
  const response = await fetch(`${api.origin}${path}${query}`, {
    method: operation.method,
    headers: {
      ...headers,
      ...(body ? { "content-type": `application/${operation.bytes ? "octet-stream" : "json"}` } : {}),
    },
    ...(body ? { body } : {}),
  });
  cells += 1;
  return { status: response.status, headers: response.headers, text: await response.text() };
}

let numbersSold = 0;
let numbersBought = 0;
const someNumber = () => {
  numbersSold += 1;
  return `+1202555${String(100 + numbersSold).padStart(4, "0")}`;
};
const numberDepsOf = async () => (await import("../number-deps")).numberDeps;

function bodyOf({ body, id, examples }: Operation, ids: Ids): unknown {
  if (!body) return undefined;
  const { agentId, businessId, phoneNumber, numberId } = ids;
  switch (id) {
    case "initiateCall":
      return { to: "+12025550147", agentId, businessId };
    case "startTestCall":
      return { agentId };
    case "buyPhoneNumber":
      // The carrier sells a hundred of this area, so they are counted by themselves.
      numbersBought += 1;
      return { e164: `+1212555${String(100 + numbersBought).padStart(4, "0")}`, agentId };
    case "importPhoneNumber": {
      numbersSold += 1;
      const e164 = `+1617555${String(100 + numbersSold).padStart(4, "0")}`;
      portNumber(e164);
      return { e164, agentId };
    }
    case "completeSetup":
      return { phoneNumberId: numberId };
    case "startOutage":
      return { phoneNumberId: numberId, message: "Closed." };
    case "startCallerId":
      return { e164: someNumber() };
    case "assignPhoneNumber":
      return { agentId };
    case "releasePhoneNumber":
      return { confirm: phoneNumber };
    case "createBusinessConfig":
      // Two of one name would be refused.
      return { ...(examples.body as object), name: `Branch ${uuidv7()}` };
    default:
      return (
        agentBody(id, examples.body, businessId) ??
        knowledgeBody(id, examples.body, businessId) ??
        steeringBody(id) ??
        recordBody(id, ids.callId) ??
        personBody(id, examples.body) ??
        appointmentBody(id, examples.body, ids) ??
        toolBody(id) ??
        afterCallBody(id, ids) ??
        mcpBody(id) ??
        webhookBody(id) ??
        examples.body
      );
  }
}

/** What an operation needs that every organization has, made anew for each time it succeeds. */
const PREPARE: Record<string, (own: Organization) => Promise<Partial<Ids>>> = {
  startTestCall: async () => {
    const url = "http://127.0.0.1:1";
    await reportWorker({ id: "worker", url, publicUrl: url, slots: 10, load: 0, draining: false });
    return {};
  },
  removeCallerId: async ({ context }) => {
    const { callerId } = await startCallerId(context, { e164: someNumber() }, await (await numberDepsOf())(context));
    return { callerIdId: callerId.id };
  },
  releasePhoneNumber: async ({ context }) => {
    numbersSold += 1;
    const phoneNumber = `+1312555${String(100 + numbersSold).padStart(4, "0")}`;
    portNumber(phoneNumber);
    const { id } = await importNumber(context, { e164: phoneNumber }, await (await numberDepsOf())(context));
    return { numberId: id, phoneNumber };
  },
  ...PREPARE_AGENTS,
  ...PREPARE_KNOWLEDGE,
  ...PREPARE_NOTIFICATIONS,
  ...PREPARE_RECORDS,
  ...prepareSteering(() => database.url),
  ...prepareEscalations(() => database.url),
  ...prepareQuality(() => database.url),
  ...PREPARE_PEOPLE,
  ...PREPARE_APPOINTMENTS,
  ...PREPARE_TOOLS,
  ...prepareAfterCall(() => database.url),
  ...prepareMcp(() => sandbox.url),
  ...PREPARE_WEBHOOKS,
  ...prepareRecordings(() => database.url),
  // One with a number and calls is kept.
  deleteBusinessConfig: async ({ context }) => {
    const { id } = await createBusiness(context, { name: `Branch ${uuidv7()}`, type: "custom", industry: "Testing" });
    return { businessId: id };
  },
};

const prepared = async (operation: Operation, own: Organization): Promise<Organization> => ({
  ...own,
  ...(await PREPARE[operation.id]?.(own)),
});

/** What a problem says, whichever request it answers. */
const said = ({ text }: { text: string }) => ({ ...(JSON.parse(text) as object), requestId: "" });

/** The answer is one that the document has, in the form that the document says. */
function expectDocumented(operation: Operation, { status, headers, text }: Awaited<ReturnType<typeof send>>): void {
  const documented = document.paths?.[operation.path]?.[methodOf(operation)]?.responses ?? {};
  expect(Object.keys(documented), text).toContain(String(status));
  expect(headers.get("x-request-id")).toMatch(/^req_/);
  if (operation.media && status < 400) return expect(headers.get("content-type")).toBe(operation.media);
  const body: unknown = JSON.parse(text);
  if (status < 400) return void operation.response.parse(body);
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(Problem.parse(body).requestId).toBe(headers.get("x-request-id"));
  if (status !== 401) expect(Number(headers.get("ratelimit-limit")) || status === 403).toBeTruthy();
}

const document = openApiDocument(ORIGIN);
const methodOf = ({ method }: Operation) => method.toLowerCase() as "get" | "post" | "put" | "delete";
/** Operations whose body, not their path, names what must be the organization's own. */
const NAMING = new Set([
  "createAgent",
  "importAgent",
  "initiateCall",
  "startTestCall",
  "buyPhoneNumber",
  "importPhoneNumber",
  "startOutage",
  "completeSetup",
  "addKnowledge",
  "uploadKnowledge",
  "queryKnowledge",
  "startDocumentationSync",
  ...NAMING_APPOINTMENTS,
  ...NAMING_AFTER_CALL,
  "tagCalls",
  "queueReviews",
]);
/** What an operation is about, where every organization has one of the name. */
const isOfAll = ({ params }: Operation) => params !== undefined && "integration" in params.shape;
const hasIds = (operation: Operation) =>
  (operation.params !== undefined && !isOfAll(operation)) || NAMING.has(operation.id);

/** What of ours stands in the database; when a key was last used is no change. */
const snapshot = () =>
  withOwner(database.url, async (sql) => {
    const of = async (table: string, order = "id") =>
      (
        await sql.query(
          `select to_jsonb(t) - 'last_used_at' as row from ${table} t where organization_id = $1 order by ${order}`,
          [ours.organizationId],
        )
      ).rows;
    return {
      businesses: await of("businesses"),
      keys: await of("api_keys"),
      agents: await of("agents"),
      versions: await of("agent_versions"),
      calls: await of("calls"),
      numbers: await of("phone_numbers"),
      outages: await of("outages"),
      callerIds: await of("caller_ids"),
      sources: await of("knowledge_sources"),
      people: await of("human_agents"),
      documents: await of("knowledge_documents"),
      notifications: await of("notifications"),
      escalations: await of("escalations"),
      offers: await of("escalation_offers"),
      questions: await of("colleague_questions"),
      services: await of("appointment_services"),
      bookables: await of("appointment_resources"),
      appointments: await of("appointments"),
      tools: await of("tools"),
      toolRuns: await of("tool_runs"),
      steps: await of("after_call_steps"),
      stepRuns: await of("after_call_runs", "call_id, step_id"),
      mcpServers: await of("mcp_servers"),
      mcpTools: await of("mcp_tools"),
      webhooks: await of("webhook_endpoints"),
      deliveries: await of("webhook_deliveries"),
      feeds: await of("appointment_feeds"),
      notes: await of("call_notes"),
      views: await of("call_views"),
      shares: await of("call_shares"),
      scores: await of("qa_scores"),
      disputes: await of("qa_disputes"),
      compliance: await of("compliance_findings"),
      rules: await of("compliance_rules"),
      recordings: await of("recordings"),
    };
  });

const secretsOf = ({ organizationId, businessId, callId, phoneNumber, keyId, said, context }: Organization) => [
  organizationId,
  businessId,
  callId,
  keyId,
  phoneNumber,
  context.actor.name,
  said,
];

test("the document and the routes are the same", async () => {
  const served = (await loadRoutes()).flatMap((route) => methodsOf(route).map((method) => `${method} ${route.path}`));
  expect(OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(served.sort());
  const described = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual([...served, "GET /api/v1/openapi.json"].sort());
  for (const route of await loadRoutes()) {
    for (const method of methodsOf(route)) {
      const { rules } = route.module[method] as { rules: Operation };
      expect(OPERATIONS, `${method} ${route.path} is made from its operation`).toContain(rules);
    }
  }
});

// Those that are open to strangers have a test of their own.
describe.each(OPERATIONS.filter(({ isOpen }) => !isOpen).map((operation) => ({ id: operation.id, operation })))(
  "$id",
  ({ operation }) => {
    test("is refused to strangers and to keys that were revoked", async () => {
      const before = await snapshot();
      for (const caller of [anonymous, ours.revoked, { name: "no key", headers: { authorization: "Bearer ayb_x" } }]) {
        const answer = await send(operation, caller, ours);
        const isSession = operation.sessionOnly && caller !== anonymous;
        expect(answer.status, caller.name).toBe(isSession ? 403 : 401);
        expectDocumented(operation, answer);
        for (const secret of secretsOf(ours)) expect(answer.text).not.toContain(secret);
      }
      expect(await snapshot()).toEqual(before);
    });

    test("tells another organization nothing: our ids are ids that do not exist", async () => {
      const before = await snapshot();
      const others = await plant();
      const nobodys = Object.fromEntries(ID_NAMES.map((name) => [name, uuidv7()])) as Ids;
      const unknownIds = { ...nobodys, vendor: "nobody", phoneNumber: ours.phoneNumber };
      for (const caller of [others.key, others.owner]) {
        const answer = await send(operation, caller, ours);
        const isForbidden = operation.sessionOnly && caller === others.key;
        if (isForbidden) expect(answer.status).toBe(403);
        else if (hasIds(operation)) expect(answer.status, caller.name).toBe(404);
        else expect(answer.status, answer.text).toBe(operation.status ?? 200);
        expectDocumented(operation, answer);
        for (const secret of secretsOf(ours)) expect(answer.text).not.toContain(secret);
        if (answer.status !== 404) continue;
        const unknown = await send(operation, caller, unknownIds);
        expect(said(unknown)).toEqual(said(answer));
      }
      for (const name of operation.query && !hasIds(operation)
        ? Object.keys(operation.query.shape).filter((key) => /Id$/.test(key))
        : []) {
        const answer = await send(operation, others.key, ours, `?${name}=${ours[name as keyof Ids]}`);
        expect(answer.status).toBe(200);
        for (const secret of secretsOf(ours)) expect(answer.text).not.toContain(secret);
        // As a filter it finds what an id finds that nobody has.
        const unknown = await send(operation, others.key, ours, `?${name}=${nobodys[name as keyof typeof nobodys]}`);
        expect(JSON.parse(answer.text)).toEqual(JSON.parse(unknown.text));
      }
      if (operation.query && !operation.bytes && "business" in operation.query.shape) {
        const answer = await send(operation, others.key, ours, `?business=${ours.businessId}`);
        expect(answer.status, answer.text).toBe(404);
        expectDocumented(operation, answer);
        for (const secret of secretsOf(ours)) expect(answer.text).not.toContain(secret);
        expect(said(await send(operation, others.key, ours, `?business=${nobodys.businessId}`))).toEqual(said(answer));
      }
      expect(await snapshot()).toEqual(before);
    });

    test("is for those alone whose role has its permission", async () => {
      const own = await plant();
      const viewer = permissionsOf("viewer");
      const may = operation.scope === null || viewer.has(operation.scope);
      const answer = await send(operation, own.viewer, own);
      expect(answer.status, answer.text).toBe(may ? (operation.status ?? 200) : 403);
      expectDocumented(operation, answer);
    });

    test("does what the document says for an owner, and for a key where keys may", async () => {
      const own = await plant();
      for (const caller of [own.key, own.owner]) {
        const answer = await send(operation, caller, await prepared(operation, own));
        const isForbidden = operation.sessionOnly && caller === own.key;
        expect(answer.status, answer.text).toBe(isForbidden ? 403 : (operation.status ?? 200));
        expectDocumented(operation, answer);
      }
    });

    test("has no effect from another site's page", async () => {
      if (operation.method === "GET") return;
      const before = await snapshot();
      const answer = await send(
        operation,
        { name: "csrf", headers: { ...ours.owner.headers, origin: "https://evil.example" } },
        ours,
      );
      expect(answer.status).toBe(403);
      expect(await snapshot()).toEqual(before);
    });
  },
);

test("every answer a program can provoke is problem+json with a request id", async () => {
  const ask = (path: string, init?: RequestInit) =>
    fetch(`${api.origin}${path}`, { headers: ours.key.headers, ...init });
  const answers: [Response, number][] = [
    [await ask("/api/v1"), 404],
    [await ask("/api/v1/nothing/here"), 404],
    [await ask("/api/v1/calls", { method: "DELETE" }), 405],
    [await ask("/api/v1/calls?colour=red"), 422],
    [await ask("/api/v1/calls?limit=101"), 422],
    [await ask("/api/v1/calls?cursor=%00"), 422],
    [await ask("/api/v1/calls/%00"), 422],
    [await ask(`/api/v1/calls/${ours.callId}/interactions?cursor=e30`), 422],
    [await ask("/api/v1/calls/initiate", { method: "POST", body: "{}" }), 415],
  ];
  for (const [answer, status] of answers) {
    expect(answer.status, answer.url).toBe(status);
    const body = Problem.parse(await answer.json());
    expect(answer.headers.get("x-request-id")).toBe(body.requestId);
    if (status === 405) expect(answer.headers.get("allow")).toBe("GET");
  }
});

test("what was said is given page by page, each piece once", async () => {
  const Page = z.object({ interactions: z.array(z.object({ text: z.string() })), nextCursor: z.string().nullable() });
  const read = async (query: string) => {
    const answer = await fetch(`${api.origin}/api/v1/calls/${ours.callId}/interactions${query}`, {
      headers: ours.key.headers,
    });
    return Page.parse(await answer.json());
  };
  const first = await read("?limit=1");
  const second = await read(`?limit=1&cursor=${first.nextCursor}`);
  expect([...first.interactions, ...second.interactions].map(({ text }) => text)).toEqual([ours.said, "and then"]);
  expect(second.nextCursor).toBeNull();
});

test("a plan's requests a minute are counted over all keys of an organization, told, and refused beyond", async () => {
  const { context } = await plant();
  const keys = [1, 2].map(() => createApiKey(context, { name: "k", scopes: ["calls.read"] }));
  const headers = (await Promise.all(keys)).map(({ key }) => ({ authorization: `Bearer ${key}` }));
  const ask = (n: number) => fetch(`${api.origin}/api/v1/plans`, { headers: headers[n % 2] ?? {} });
  const first = await ask(0);
  expect(first.headers.get("ratelimit-limit")).toBe("300");
  expect(first.headers.get("ratelimit-remaining")).toBe("299");
  expect(Number(first.headers.get("ratelimit-reset"))).toBeGreaterThan(0);
  for (let n = 1; n < 300; n++) expect((await ask(n)).status).toBe(200);
  const refused = await ask(0);
  expect(refused.status).toBe(429);
  expect(refused.headers.get("ratelimit-remaining")).toBe("0");
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(Problem.parse(await refused.json()).detail).toContain("300 requests a minute");
});
