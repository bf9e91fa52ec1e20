import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import twilio from "twilio";
import { sendWebhook } from "./webhook";
import { connectionOverrides } from "./webhook-overrides";

const servers: Server[] = [];

async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => answer(request, response, body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

describe("webhooks", () => {
  it("are form-encoded, signed, and carry an idempotency token", async () => {
    let seen: { headers: IncomingMessage["headers"]; body: string } | undefined;
    const base = await serve((request, response, body) => {
      seen = { headers: request.headers, body };
      response.end("ok");
    });
    const params = { CallSid: "CA1", From: "+14155550199", Text: "a b&c=é" };
    const answer = await sendWebhook("secret", { url: `${base}/voice?x=1`, method: "POST", params });
    expect(answer.ok).toBe(true);
    expect(Object.fromEntries(new URLSearchParams(seen?.body))).toEqual(params);
    expect(seen?.headers["content-type"]).toMatch(/^application\/x-www-form-urlencoded/);
    expect(seen?.headers["i-twilio-idempotency-token"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(
      twilio.validateRequest("secret", String(seen?.headers["x-twilio-signature"]), `${base}/voice?x=1`, params),
    ).toBe(true);
  });

  it("sent with GET carry the parameters in the query, and the signature covers it", async () => {
    let seen: IncomingMessage | undefined;
    const base = await serve((request, response) => {
      seen = request;
      response.end();
    });
    await sendWebhook("secret", { url: `${base}/voice`, method: "GET", params: { CallSid: "CA1" } });
    expect(seen?.url).toBe("/voice?CallSid=CA1");
    expect(
      twilio.validateRequest("secret", String(seen?.headers["x-twilio-signature"]), base + (seen?.url ?? ""), {}),
    ).toBe(true);
  });

  it("fail with 11200 on a bad status and are not repeated for it", async () => {
    let requests = 0;
    const base = await serve((_, response) => {
      requests += 1;
      response.writeHead(500).end();
    });
    expect(await sendWebhook("secret", { url: base, method: "POST", params: {} })).toMatchObject({
      ok: false,
      errorCode: 11200,
    });
    expect(requests).toBe(1);
  });

  it("are repeated on a bad status, with the same token, when the URL asks for it", async () => {
    const tokens: unknown[] = [];
    const base = await serve((request, response) => {
      tokens.push(request.headers["i-twilio-idempotency-token"]);
      response.writeHead(tokens.length < 3 ? 503 : 200).end("done");
    });
    expect(await sendWebhook("secret", { url: `${base}/#rc=2&rp=5xx`, method: "POST", params: {} })).toMatchObject({
      ok: true,
      status: 200,
    });
    expect(tokens).toHaveLength(3);
    expect(new Set(tokens).size).toBe(1);
  });

  it("fail with 11205 when nobody listens, after one more try", async () => {
    const base = await serve(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await sendWebhook("secret", { url: base, method: "POST", params: {} })).toMatchObject({
      ok: false,
      errorCode: 11205,
    });
  });

  it("fail with 11205 when the answer takes longer than the URL allows", async () => {
    const base = await serve(() => undefined);
    expect(await sendWebhook("secret", { url: `${base}/#rt=100&rc=0`, method: "POST", params: {} })).toMatchObject({
      ok: false,
      errorCode: 11205,
    });
  });

  it("follow redirects with GET", async () => {
    const methods: unknown[] = [];
    const base = await serve((request, response) => {
      methods.push(`${request.method ?? ""} ${request.url ?? ""}`);
      if (request.url === "/new") response.end("moved");
      else response.writeHead(302, { location: "/new" }).end();
    });
    const answer = await sendWebhook("secret", { url: `${base}/old`, method: "POST", params: { a: "1" } });
    expect(answer).toMatchObject({ ok: true, url: `${base}/new` });
    expect(methods).toEqual(["POST /old", "GET /new"]);
  });
});

it("connection overrides are cut to the vendor's limits", () => {
  expect(connectionOverrides("https://a.example/b#ct=50&rt=99999&rc=9&rp=all")).toMatchObject({
    connectMs: 100,
    readMs: 15_000,
    retries: 5,
  });
  expect(connectionOverrides("https://a.example/b")).toMatchObject({
    connectMs: 5_000,
    readMs: 15_000,
    totalMs: 15_000,
    retries: 1,
  });
});
