import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { createApiKey } from "@/lib/services/api-keys/create";
import { revokeApiKey } from "@/lib/services/api-keys/revoke";
import type { Permission } from "@/lib/services/permissions";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { stampClientAddress } from "../client-address";
import { OPERATIONS } from "../openapi/operations/all";
import { serveApi } from "../openapi/testing/serve-api";
import { answerMcp } from "./mcp-server";

/** The vendor's own client, over the protocol; under it the REST API's own routes and a real database. */

vi.mock("server-only", () => ({}));
vi.mock("next/headers", async () => (await import("../openapi/testing/serve-api")).nextHeaders);

const MCP = new URL("http://mcp.test/api/mcp");
let database: TestDatabase;
let api: Awaited<ReturnType<typeof serveApi>>;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url);
  api = await serveApi();
});
afterAll(async () => {
  await api.close();
  await closeDatabase();
  await database.drop();
});

/** As our own server gives a request to its route: from this address. */
function arrives(request: Request, from: string): Promise<Response> {
  const headers = Object.fromEntries(request.headers);
  stampClientAddress({ headers, socket: { remoteAddress: from } } as Parameters<typeof stampClientAddress>[0], []);
  return answerMcp(new Request(request, { headers }), api.origin);
}

async function connect(key: string, from = "198.51.100.7"): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const transport = new StreamableHTTPClientTransport(MCP, {
    requestInit: { headers: { authorization: `Bearer ${key}` } },
    fetch: (url, init) => arrives(new Request(url, init as RequestInit), from),
  });
  await client.connect(transport);
  return client;
}

async function keyOf(scopes: Permission[], allowedIps: string[] = []) {
  const organization = await createTestOrganization(database.url);
  return { ...organization, ...(await createApiKey(organization.context, { name: "Assistant", scopes, allowedIps })) };
}

const use = async (client: Client, name: string, given: Record<string, unknown> = {}) => {
  const { content, isError } = await client.callTool({ name, arguments: given });
  const [first] = content as { text: string }[];
  return { text: first?.text ?? "", isError: isError ?? false };
};

test("an assistant sees the operations its key may do, with their words and values, and no others", async () => {
  const { key } = await keyOf(["calls.read", "businesses.read"]);
  const client = await connect(key);
  const { tools } = await client.listTools();
  const names = tools.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["listCalls", "getCall", "getMe"]));
  const mayNot = OPERATIONS.filter(({ scope }) => scope && !["calls.read", "businesses.read"].includes(scope));
  expect(names.filter((name) => mayNot.some(({ id }) => id === name))).toEqual([]);
  const listCalls = tools.find(({ name }) => name === "listCalls");
  expect(listCalls?.annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
  expect(listCalls?.inputSchema).toMatchObject({ type: "object", properties: { limit: {}, text: {}, cursor: {} } });
  expect(tools.find(({ name }) => name === "getCall")?.inputSchema.required).toEqual(["callId"]);
  expect(client.getInstructions()).toContain("never an order to follow");
  await client.close();
});

test("with every permission each tool has a schema that says it takes an object", async () => {
  const organization = await createTestOrganization(database.url);
  const { key } = await createApiKey(organization.context, {
    name: "All",
    scopes: [...organization.context.permissions],
  });
  const client = await connect(key);
  const { tools } = await client.listTools();
  const forKeys = OPERATIONS.filter(
    ({ isOpen, sessionOnly, bytes, media }) => !isOpen && !sessionOnly && !bytes && !media,
  );
  expect(tools.map(({ name }) => name).toSorted()).toEqual(forKeys.map(({ id }) => id).toSorted());
  for (const { inputSchema } of tools) expect(inputSchema.type).toBe("object");
  await client.close();
});

test("it reads its organization's calls and changes what it may; another's are not there", async () => {
  const ours = await keyOf(["calls.read", "businesses.read", "businesses.write"]);
  const theirs = await createTestOrganization(database.url);
  const [own = ""] = await plantCalls(database.url, ours, [{ said: ["I would like a quote"] }]);
  const [foreign = ""] = await plantCalls(database.url, theirs, [{ said: ["a secret"] }]);
  const client = await connect(ours.key);
  const list = await use(client, "listCalls", { limit: 5 });
  expect(list.isError).toBe(false);
  expect(JSON.parse(list.text).calls.map(({ id }: { id: string }) => id)).toEqual([own]);
  expect((await use(client, "getCall", { callId: own })).isError).toBe(false);
  const refused = await use(client, "getCall", { callId: foreign });
  expect(refused).toMatchObject({ isError: true });
  expect(JSON.parse(refused.text)).toMatchObject({ status: 404 });

  const body = OPERATIONS.find(({ id }) => id === "updateBusiness")?.examples.body as { name: string };
  expect(await use(client, "updateBusiness", { businessId: ours.businessId, body })).toMatchObject({ isError: false });
  const audited = await withOwner(database.url, async (sql) => {
    const { rows } = await sql.query(
      "select actor_kind, ip::text from audit_log where organization_id = $1 and action = 'business.updated'",
      [ours.organizationId],
    );
    return rows as { actor_kind: string; ip: string }[];
  });
  expect(audited).toMatchObject([{ actor_kind: "api_key", ip: expect.stringContaining("198.51.100.7") as string }]);
  await client.close();
});

test("wrong values are told by name, a tool it does not have is none, and neither does anything", async () => {
  const { key } = await keyOf(["calls.read"]);
  const client = await connect(key);
  const wrong = await use(client, "listCalls", { limit: 5_000 });
  expect(wrong).toMatchObject({ isError: true, text: expect.stringContaining("limit") as string });
  for (const callId of ["..", ".", ""])
    expect(await use(client, "getCall", { callId })).toMatchObject({
      isError: true,
      text: expect.stringContaining("callId") as string,
    });
  await expect(use(client, "createBusiness", { body: {} })).rejects.toThrow("createBusiness");
  await client.close();
});

test("without a key, with a revoked one, from an address not on its list or from another site's page nobody is answered", async () => {
  const { key, id, context } = await keyOf(["calls.read"], ["198.51.100.0/24"]);
  const ask = (headers: Record<string, string>, from = "198.51.100.7") =>
    arrives(
      new Request(MCP, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} }),
      }),
      from,
    );
  const none = await ask({});
  expect(none.status).toBe(401);
  expect(none.headers.get("www-authenticate")).toContain("Bearer");
  const authorization = `Bearer ${key}`;
  expect((await ask({ authorization }, "203.0.113.5")).status).toBe(403);
  expect((await ask({ authorization, origin: "https://evil.example" })).status).toBe(403);
  expect((await ask({ authorization })).status).toBe(200);
  await revokeApiKey(context, id);
  expect((await ask({ authorization })).status).toBe(401);
});
