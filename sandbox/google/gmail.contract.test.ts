import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openVendors } from "../oauth/testing";
import type { Fault } from "../stand-in";

/** Gmail v1 as its reference has it, over the wire, and what goes wrong with it on demand. */

const API = "/google/gmail/v1/users/me";
const ACCOUNT = "ann@example.test";
const AUTH = "https://www.googleapis.com/auth/";

let vendors: Awaited<ReturnType<typeof openVendors>>;
let token = "";
beforeAll(async () => void (vendors = await openVendors()));
afterAll(() => vendors.close());
beforeEach(async () => {
  await vendors.send("DELETE", "/control/google");
  await vendors.send("DELETE", "/control/mail");
  token = await letIn("gmail.compose", "gmail.readonly");
});

async function letIn(...names: string[]): Promise<string> {
  const scopes = names.map((name) => (name.startsWith("https:") ? name : AUTH + name));
  return (await vendors.control("google/grants", { account: ACCOUNT, clientId: "app", scopes })).access_token;
}
const api = (method: string, path: string, body?: unknown, as = token) =>
  vendors.send(method, path.startsWith("/") ? path : `${API}/${path}`, body, { authorization: `Bearer ${as}` });
const LINES = [
  "From: whoever@example.test",
  "To: Ada <ada@example.test>",
  "Subject: =?UTF-8?B?WW91ciBib29raW5nIOKckw==?=",
  "Message-ID: <one@mail.example>",
  "Content-Type: text/plain; charset=UTF-8",
  "",
  "It is at ten.",
];
const raw = (lines = LINES) => Buffer.from(lines.join("\r\n")).toString("base64url");
const fault = (operation: string, kind: Fault["kind"], more: object = {}) =>
  vendors.sandbox.controls.faults.add({ vendor: "google", operation, kind, count: 1, ...more });
const sent = async () => (await vendors.control(`google?account=${ACCOUNT}`)).accounts[0]?.mail ?? [];
const valueOf = (message: { payload: { headers: { name: string; value: string }[] } }, name: string) =>
  message.payload.headers.find((header) => header.name.toLowerCase() === name)?.value;

test("a message is sent from the account itself, is found by its id, and comes to whom it is for", async () => {
  const answer = await api("POST", "messages/send", { raw: raw() });
  expect(answer.status).toBe(200);
  const { id, threadId, labelIds } = answer.json();
  expect([threadId, labelIds]).toEqual([id, ["SENT"]]);
  const message = (await api("GET", `messages/${id}`)).json();
  expect(["to", "from", "subject"].map((name) => valueOf(message, name))).toEqual([
    "Ada <ada@example.test>",
    ACCOUNT,
    "Your booking ✓",
  ]);
  expect(Buffer.from(message.payload.body.data, "base64url").toString()).toContain("It is at ten.");
  const found = await api("GET", `messages?q=${encodeURIComponent("rfc822msgid:one@mail.example")}`);
  expect(found.json()).toEqual({ messages: [{ id, threadId }], resultSizeEstimate: 1 });
  expect((await api("GET", "messages?q=rfc822msgid:two@mail.example")).json()).toEqual({ resultSizeEstimate: 0 });
  const { messages } = await vendors.control("mail?to=ada@example.test");
  expect(messages).toMatchObject([{ subject: "Your booking ✓", text: expect.stringContaining("It is at ten.") }]);
});

test("a draft is kept and sent to nobody", async () => {
  const made = (await api("POST", "drafts", { message: { raw: raw() } })).json();
  expect(made).toMatchObject({ id: expect.stringMatching(/^r-?\d+/), message: { labelIds: ["DRAFT"] } });
  const draft = (await api("GET", `drafts/${made.id}?format=metadata`)).json();
  expect(valueOf(draft.message, "to")).toBe("Ada <ada@example.test>");
  expect(await sent()).toEqual([]);
  expect((await vendors.control("mail?to=ada@example.test")).messages).toEqual([]);
});

test("whose it is", async () => {
  expect((await api("GET", "profile")).json()).toMatchObject({ emailAddress: ACCOUNT, messagesTotal: 0 });
  expect((await api("GET", "/google/gmail/v1/users/bob@example.test/profile")).status).toBe(403);
});

test.each([
  [{}, "'raw' RFC822 payload message string or uploading message via /upload/* URL required"],
  [{ raw: "not base64!" }, "Invalid value at 'raw' (TYPE_BYTES), Base64 decoding failed"],
  [{ raw: raw(["Subject: Hello", "", "Nobody"]) }, "Recipient address required"],
])("a message like %j is refused", async (body, message) => {
  const refused = await api("POST", "messages/send", body);
  expect(refused.status).toBe(400);
  expect(refused.json()).toMatchObject({ error: { code: 400, message, status: "INVALID_ARGUMENT" } });
});

test("who may see the headers alone sees them, and gets nothing by searching or in full", async () => {
  const { id } = (await api("POST", "messages/send", { raw: raw() })).json();
  const narrow = await letIn("gmail.compose", "gmail.metadata");
  const only = (await api("GET", `messages/${id}?format=metadata&metadataHeaders=To`, undefined, narrow)).json();
  expect(only.payload.headers).toEqual([{ name: "To", value: "Ada <ada@example.test>" }]);
  for (const path of [`messages/${id}`, `messages/${id}?format=raw`, "messages?q=booking"])
    expect((await api("GET", path, undefined, narrow)).status).toBe(403);
  expect((await api("GET", "messages", undefined, narrow)).json().resultSizeEstimate).toBe(1);
  const sender = await letIn("gmail.send");
  expect((await api("POST", "messages/send", { raw: raw() }, sender)).status).toBe(200);
  expect((await api("GET", `messages/${id}?format=metadata`, undefined, sender)).status).toBe(403);
  expect((await api("POST", "drafts", { message: { raw: raw() } }, sender)).status).toBe(403);
});

test("what is not there is not found, and what is no id is refused", async () => {
  expect((await api("GET", "messages/0123456789abcdef")).json().error.status).toBe("NOT_FOUND");
  expect((await api("GET", "messages/x")).status).toBe(400);
  expect((await api("GET", "drafts/r-1")).status).toBe(404);
  expect((await api("GET", "profile", undefined, "wrong")).status).toBe(401);
});

test.each([
  ["no-write", []],
  ["duplicate", ["Ada <ada@example.test>", "Ada <ada@example.test>"]],
  ["changed", ["somebody-else@example.test"]],
] as const)("a message planted as %s is answered as sent, and went to %j", async (kind, recipients) => {
  fault("messages.send", kind);
  const answer = await api("POST", "messages/send", { raw: raw() });
  expect(answer.status).toBe(200);
  expect((await sent()).map((message: never) => valueOf(message, "to"))).toEqual(recipients);
  const read = await api("GET", `messages/${answer.json().id}?format=metadata`);
  expect(read.status).toBe(kind === "no-write" ? 404 : 200);
});

test("a late failure takes a message out of the box again; other faults come as they were planted", async () => {
  fault("messages.send", "late-failure", { afterMs: 1000 });
  const { id } = (await api("POST", "messages/send", { raw: raw() })).json();
  expect((await api("GET", `messages/${id}`)).status).toBe(200);
  vendors.clock.advance(1000);
  expect((await api("GET", `messages/${id}`)).status).toBe(404);
  fault("messages.send", "status", { status: 500 });
  expect((await api("POST", "messages/send", { raw: raw() })).status).toBe(500);
  fault("drafts.create", "garbage");
  expect((await api("POST", "drafts", { message: { raw: raw() } })).text).toBe("{]<<<");
});
