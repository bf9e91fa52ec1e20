import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Fault } from "../stand-in";
import { closeSynthesizer } from "../speech/synthesize";
import { TestClient, openTestBench, silentAudio } from "./test-bench";
import type { TestBench } from "./test-bench";

const LISTEN = "/v2/listen?model=flux-general-en&encoding=mulaw&sample_rate=8000";
const SPEAK = "/v1/speak?model=aura-2-thalia-en&encoding=mulaw&sample_rate=8000";

let bench: TestBench;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  bench = await openTestBench();
});
afterEach(async () => {
  vi.useRealTimers();
  await bench.close();
});
afterAll(closeSynthesizer);

function fault(kind: Fault["kind"], more: Partial<Fault> = {}): Fault {
  return { vendor: "deepgram", operation: "listen.v2", kind, count: 1, ...more };
}

describe("credentials", () => {
  it("are taken from the header or the subprotocol, and refused with 401 when unknown", async () => {
    await bench.close();
    bench = await openTestBench(["secret"]);
    await TestClient.open(bench.wsUrl + LISTEN, { authorization: "Token secret" });
    await TestClient.open(bench.wsUrl + LISTEN, { authorization: "bearer secret" });
    for (const authorization of ["Token wrong", "secret", undefined]) {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      const refused = await TestClient.refused(bench.wsUrl + LISTEN, headers);
      expect(refused).toMatchObject({ status: 401, body: { err_code: "INVALID_AUTH" } });
      expect(refused.headers["dg-error"]).toBe("Invalid credentials.");
    }
    const { WebSocket } = await import("ws");
    const browser = new WebSocket(bench.wsUrl + LISTEN, ["token", "secret"]);
    await once(browser, "open");
    expect(browser.protocol).toBe("token");
  });
});

describe("a fault at connect", () => {
  it("answers with a status, once", async () => {
    bench.faults.push(fault("status", { status: 429 }));
    const { status, body, headers } = await TestClient.refused(bench.wsUrl + LISTEN);
    expect(status).toBe(429);
    expect(body.err_code).toBe("TOO_MANY_REQUESTS");
    expect(headers["dg-error"]).toMatch(/Too many requests/);
    await TestClient.open(bench.wsUrl + LISTEN);
  });

  it("cuts the connection", async () => {
    bench.faults.push(fault("drop"));
    await expect(TestClient.open(bench.wsUrl + LISTEN)).rejects.toThrow(/socket hang up|ECONNRESET/);
  });

  it("accepts and never answers", async () => {
    bench.faults.push(fault("half-open"));
    const socket = connect(Number(new URL(bench.httpUrl).port), "127.0.0.1");
    let received = 0;
    socket.on("data", (data) => (received += data.length));
    socket.write(`GET ${LISTEN} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    await vi.waitUntil(() => bench.log.some(({ detail }) => detail.kind === "half-open"), { interval: 1 });
    await TestClient.open(bench.wsUrl + LISTEN);
    expect(received).toBe(0);
    expect(socket.destroyed).toBe(false);
    socket.destroy();
  });

  it("sends what is not the protocol", async () => {
    bench.faults.push(fault("garbage"));
    const client = await TestClient.open(bench.wsUrl + LISTEN);
    client.stream(silentAudio(3000));
    await client.until(() => client.texts.length >= 6);
    const types = client.texts.slice(1).map((text) => {
      try {
        return (JSON.parse(text) as { type?: unknown } | null)?.type;
      } catch {
        return "not JSON";
      }
    });
    expect(types).not.toContain("TurnInfo");
    expect(types).toContain("not JSON");
  });

  it("comes after the time that it names", async () => {
    bench.faults.push(fault("drop", { afterMs: 30 }));
    const client = await TestClient.open(bench.wsUrl + LISTEN);
    await client.until(() => client.ofType("Connected").length > 0);
    expect((await client.untilClosed()).code).toBe(1006);
  });

  it("hits the operation it names alone", async () => {
    bench.faults.push(fault("status", { operation: "speak.v1", status: 500 }));
    await TestClient.open(bench.wsUrl + LISTEN);
    expect((await TestClient.refused(bench.wsUrl + SPEAK)).status).toBe(500);
  });

  it("hits speech by REST too", async () => {
    bench.faults.push(fault("status", { operation: "speak.v1", status: 503 }));
    const ask = () => {
      const headers = { authorization: "Token x", "content-type": "application/json" };
      return fetch(bench.httpUrl + SPEAK, { method: "POST", headers, body: '{"text":"Yes."}' });
    };
    expect((await ask()).status).toBe(503);
    expect((await ask()).status).toBe(200);
  });
});

describe("a fault that is switched on while streams are open", () => {
  it("cuts them", async () => {
    const client = await TestClient.open(bench.wsUrl + LISTEN);
    bench.faults.push(fault("drop"));
    vi.advanceTimersByTime(500);
    expect((await client.untilClosed()).code).toBe(1006);
  });

  it("makes them silent: no messages, no pongs, no close", async () => {
    const client = await TestClient.open(bench.wsUrl + LISTEN);
    await client.until(() => client.ofType("Connected").length > 0);
    bench.faults.push(fault("stall"));
    vi.advanceTimersByTime(500);
    let pongs = 0;
    client.socket.on("pong", () => pongs++);
    client.socket.ping();
    client.stream(silentAudio(1000));
    client.send({ type: "CloseStream" });
    // A second stream's answers show that the first one's were due.
    const other = await TestClient.open(bench.wsUrl + LISTEN);
    other.stream(silentAudio(1000));
    await other.until(() => other.ofType("TurnInfo").length >= 3);
    expect(client.messages).toHaveLength(1);
    expect(pongs).toBe(0);
    expect(client.closed).toBeUndefined();
  });

  it("leaves a status for the next connect", async () => {
    const client = await TestClient.open(bench.wsUrl + LISTEN);
    bench.faults.push(fault("status", { status: 503 }));
    vi.advanceTimersByTime(500);
    expect((await TestClient.refused(bench.wsUrl + LISTEN)).status).toBe(503);
    client.send({ type: "CloseStream" });
    expect((await client.untilClosed()).code).toBe(1000);
  });

  it("answers pings until then", async () => {
    const client = await TestClient.open(bench.wsUrl + LISTEN);
    client.socket.ping("x");
    const [data] = (await once(client.socket, "pong")) as [Buffer];
    expect(data.toString()).toBe("x");
  });
});

describe("the log", () => {
  it("has connects, control messages, transcripts and closes, and never audio", async () => {
    const client = await TestClient.open(bench.wsUrl + LISTEN);
    client.stream(silentAudio(500));
    client.send({ type: "CloseStream" });
    await client.untilClosed();
    await vi.waitUntil(() => bench.log.some(({ what }) => what === "listen.v2 closed"), { interval: 1 });
    expect(bench.log.map(({ what }) => what)).toEqual([
      "listen.v2 connected",
      "listen.v2 received",
      "listen.v2 closed",
    ]);
    expect(JSON.stringify(bench.log).length).toBeLessThan(1000);
  });
});
