import { createServer as createSocketServer, type AddressInfo } from "node:net";
import { createServer, type RequestListener } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sendRequest } from "@/lib/adapters/http-tool/send-request";
import { type Receipt, readReceipt } from "@/lib/domain/webhooks/read-receipt";
import { SEND_OPTIONS } from "./send-delivery";
import { newSecret, signedHeaders } from "./sign";
import { bodyOf } from "./tell-webhooks";
import { verifyStandardWebhook } from "./testing/verify-standard-webhook";

/** Receivers as they are, over real sockets: what goes out to them, and what is made of what they answer. */

let port = 0;
let how: RequestListener;
let got: { method?: string; headers: Record<string, string>; body: string }[] = [];
const receiver = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    got.push({ method: request.method ?? "", headers: request.headers as Record<string, string>, body });
    how(request, response);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  port = (receiver.address() as AddressInfo).port;
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(() => {
  got = [];
  how = (_, response) => response.end("ok");
});

const SECRET = newSecret();
const AT = new Date("2026-12-01T10:00:00.400Z");
const ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b0e1";
const BODY = bodyOf("call.ended", AT, ID, { text: "Grüße, 😀 — “quoted”" });

async function deliver(url = `http://127.0.0.1:${port}/hooks`, timeoutMs = 500, allow = [`127.0.0.1:${port}`]) {
  const headers = {
    "content-type": "application/json",
    ...signedHeaders({ id: ID, body: BODY, at: AT }, [SECRET]),
  };
  const request = { method: "POST" as const, url: new URL(url), headers, body: BODY };
  const resolve = async (host: string) => (host === "inside.test" ? ["10.0.0.7"] : ["127.0.0.1"]);
  return readReceipt(await sendRequest(request, {}, { ...SEND_OPTIONS, timeoutMs, allow, resolve }), AT.getTime());
}
const notTaken = (status: number | null): Partial<Receipt> => ({ isTaken: false, status, problem: expect.any(String) });

test("one that is well can verify what came, byte for byte, and nothing else", async () => {
  expect(await deliver()).toMatchObject({ isTaken: true, status: 200, answer: "ok" });
  const [request] = got;
  if (!request) throw new Error("nothing came");
  expect(request.method).toBe("POST");
  expect(request.headers["content-type"]).toBe("application/json");
  const seconds = AT.getTime() / 1000;
  expect(verifyStandardWebhook(request, SECRET, seconds)).toBe(ID);
  expect(JSON.parse(request.body)).toEqual({
    type: "call.ended",
    timestamp: AT.toISOString(),
    id: ID,
    data: { text: "Grüße, 😀 — “quoted”" },
  });
  for (const bad of [
    { ...request, body: request.body.replace("ended", "start") },
    { ...request, headers: { ...request.headers, "webhook-id": "another" } },
    { ...request, headers: { ...request.headers, "webhook-timestamp": "1796119201" } },
  ])
    expect(() => verifyStandardWebhook(bad, SECRET, seconds)).toThrow();
  expect(() => verifyStandardWebhook(request, newSecret(), seconds)).toThrow();
  expect(() => verifyStandardWebhook(request, SECRET, seconds + 301)).toThrow("too far away");
});

test("the specification's own example gives the specification's own signature", () => {
  const headers = signedHeaders(
    { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: '{"test": 2432232314}', at: new Date(1_614_265_330_000) },
    ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
  );
  expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

test("one that is slow is given up in time", async () => {
  how = () => undefined;
  expect(await deliver(undefined, 200)).toMatchObject({
    ...notTaken(null),
    problem: expect.stringMatching(/too long/),
  });
});

test("one that says yes and then drips its answer has taken it", async () => {
  how = (_, response) => {
    const timer = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(timer));
  };
  expect(await deliver(undefined, 300)).toMatchObject({ isTaken: true, status: 200 });
});

test.each([400, 404, 410, 500, 503])("a %i is not taken", async (status) => {
  how = (_, response) => response.writeHead(status, { "retry-after": "7" }).end("no");
  expect(await deliver()).toMatchObject({
    ...notTaken(status),
    answer: "no",
    isGone: status === 410,
    wishMs: status === 503 ? 7_000 : null,
  });
});

test("a gigabyte is not read, whether it says yes or no", async () => {
  for (const status of [200, 500]) {
    let written = 0;
    how = (_, response) => {
      response.writeHead(status);
      const chunk = Buffer.alloc(65_536, "a");
      const more = () => {
        while (!response.destroyed && written < 1_000_000_000) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", more);
        }
      };
      more();
    };
    const receipt = await deliver();
    expect(receipt).toMatchObject({ isTaken: status === 200, status });
    expect(receipt.answer).toHaveLength(1_000);
    expect(written).toBeLessThan(20_000_000);
  }
});

test("one that sends on to another address is not followed", async () => {
  for (const location of ["http://169.254.169.254/latest", `http://127.0.0.1:${port}/other`, "https://evil.test/"]) {
    got = [];
    how = (_, response) => response.writeHead(307, { location }).end();
    expect(await deliver()).toMatchObject(notTaken(307));
    expect(got).toHaveLength(1);
  }
});

test("one whose name leads into a private network by now is never asked", async () => {
  for (const url of ["https://inside.test/", "http://10.0.0.7/", `http://127.0.0.1:${port}/`, "http://[::1]/"])
    expect(await deliver(url, 500, [])).toMatchObject(notTaken(null));
  expect(got).toEqual([]);
});

test("one that breaks off, or speaks no HTTP", async () => {
  how = (request) => void request.socket.destroy();
  expect(await deliver()).toMatchObject(notTaken(null));
  const garbage = createSocketServer((socket) => void socket.end("\u0000\u0001 nothing like it\r\n\r\n"));
  await new Promise<void>((resolve) => garbage.listen(0, "127.0.0.1", resolve));
  const at = (garbage.address() as AddressInfo).port;
  expect(await deliver(`http://127.0.0.1:${at}/`, 500, [`127.0.0.1:${at}`])).toMatchObject(notTaken(null));
  garbage.close();
});
