import { createServer as createSocketServer, type AddressInfo, type Server } from "node:net";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BoundRequest } from "@/lib/domain/tools/http-tool/bind-request";
import { sendRequest, type SendOptions } from "./send-request";

/** A system of a business on this machine, which misbehaves as systems do. */
let port: number;
let answer: RequestListener;
let asked: { request: IncomingMessage; body: string }[] = [];
const system = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    asked.push({ request, body });
    answer(request, response);
  });
});
const portOf = (server: Server) => (server.address() as AddressInfo).port;

beforeAll(async () => {
  await new Promise<void>((resolve) => system.listen(0, "127.0.0.1", resolve));
  port = portOf(system);
});
afterAll(() => {
  system.closeAllConnections();
  system.close();
});
beforeEach(() => {
  asked = [];
  answer = (_, response) => response.setHeader("content-type", "application/json").end('{"ok":true}');
});

const request = (change: Partial<BoundRequest> = {}): BoundRequest => ({
  method: "POST",
  url: new URL(`http://127.0.0.1:${port}/tickets`),
  headers: { accept: "application/json", "content-type": "application/json" },
  body: '{"a":1}',
  ...change,
});
const read = (path = "/orders") =>
  request({ method: "GET", body: null, url: new URL(`http://127.0.0.1:${port}${path}`) });
const options = (change: Partial<SendOptions> = {}): SendOptions => ({
  allow: [`127.0.0.1:${port}`],
  resolve: async (host) => (host === "inside.test" ? ["10.0.0.7"] : ["127.0.0.1"]),
  timeoutMs: 2000,
  changes: true,
  ...change,
});
const send = (made = request(), change: Partial<SendOptions> = {}) =>
  sendRequest(made, { authorization: "Bearer s3cret" }, options(change));

test("goes out whole, with its sign-in, and brings the answer", async () => {
  expect(await send()).toEqual({ kind: "answer", status: 200, mediaType: "application/json", text: '{"ok":true}' });
  expect(asked[0]?.body).toBe('{"a":1}');
  expect(asked[0]?.request.headers).toMatchObject({ authorization: "Bearer s3cret", "content-length": "7" });
});

describe("an address that is not of the public internet is never asked", () => {
  test.each([
    "http://127.0.0.1:1/x",
    "http://10.0.0.7/x",
    "http://169.254.169.254/latest/meta-data",
    "http://[::1]/x",
    "http://2130706433/x",
    "http://inside.test/x",
    "http://localhost/x",
    "https://example.com:8443/x",
  ])("%s", async (address) => {
    const sent = await send(request({ url: new URL(address) }), { allow: [] });
    expect(sent.kind).toBe("not_sent");
    expect(asked).toEqual([]);
  });
});

test("where nothing listens, nothing was sent", async () => {
  const closed = createSocketServer();
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const free = portOf(closed);
  await new Promise((resolve) => closed.close(resolve));
  const sent = await send(request({ url: new URL(`http://127.0.0.1:${free}/`) }), { allow: [`127.0.0.1:${free}`] });
  expect(sent).toEqual({ kind: "not_sent", problem: "nothing answers at its address" });
});

describe("sent, and no clear answer", () => {
  test("silence ends in time", async () => {
    answer = () => undefined;
    expect(await send(request(), { timeoutMs: 200 })).toMatchObject({
      kind: "broken",
      problem: expect.stringMatching(/too long/),
    });
  });
  test("an answer that drips without end ends in time", async () => {
    answer = (_, response) => {
      const timer = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(timer));
    };
    expect(await send(request(), { timeoutMs: 300 })).toMatchObject({ kind: "broken", status: 200 });
  });
  test("a gigabyte ends early", async () => {
    let written = 0;
    answer = (_, response) => {
      const chunk = Buffer.alloc(65_536, "a");
      const more = () => {
        while (!response.destroyed && written < 1_000_000_000) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", more);
        }
      };
      more();
    };
    const sent = await send();
    expect(sent).toMatchObject({ kind: "broken", status: 200, problem: expect.stringMatching(/longer than 256 KB/) });
    expect(written).toBeLessThan(20_000_000);
  });
  test("the connection breaks off", async () => {
    answer = (made) => void made.socket.destroy();
    expect((await send()).kind).toBe("broken");
    expect(asked).toHaveLength(1);
  });
  test("what is no HTTP", async () => {
    const garbage = createSocketServer((socket) => void socket.end("\u0000\u0001 not http at all\r\n\r\n"));
    await new Promise<void>((resolve) => garbage.listen(0, "127.0.0.1", resolve));
    const at = portOf(garbage);
    const sent = await send(request({ url: new URL(`http://127.0.0.1:${at}/`) }), { allow: [`127.0.0.1:${at}`] });
    expect(sent).toMatchObject({ kind: "broken" });
    garbage.close();
  });
});

describe("sent on", () => {
  test("a change is never sent a second time", async () => {
    answer = (_, response) => response.writeHead(307, { location: "/elsewhere" }).end();
    expect(await send()).toMatchObject({ kind: "broken", status: 307 });
    expect(asked).toHaveLength(1);
  });
  test("a question is followed at home, and nowhere else, so that the sign-in stays where it belongs", async () => {
    answer = (made, response) =>
      made.url === "/orders" ? response.writeHead(302, { location: "/orders/1" }).end() : response.end("{}");
    expect(await send(read(), { changes: false })).toMatchObject({ kind: "answer", text: "{}" });
    for (const location of [
      "http://169.254.169.254/",
      "http://127.0.0.1:1/",
      "https://evil.test/",
      "http://[",
      "file:///etc/passwd",
    ]) {
      asked = [];
      answer = (_, response) => response.writeHead(302, { location }).end();
      expect(await send(read(), { changes: false }), location).toMatchObject({ kind: "broken", status: 302 });
      expect(asked).toHaveLength(1);
    }
  });
  test("not round in circles", async () => {
    answer = (_, response) => response.writeHead(302, { location: "/orders" }).end();
    expect(await send(read(), { changes: false })).toMatchObject({ kind: "broken" });
    expect(asked.length).toBeLessThan(6);
  });
});

test.each([400, 401, 404, 409, 500, 503])("a %i is an answer", async (status) => {
  answer = (_, response) => response.writeHead(status).end("no");
  expect(await send()).toMatchObject({ kind: "answer", status, text: "no" });
});
