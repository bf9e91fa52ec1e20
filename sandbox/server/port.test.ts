import { connect as connectHttp2 } from "node:http2";
import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { afterEach, beforeEach, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { openPort, type Port } from "./port";

let port: Port;
const sockets = new WebSocketServer({ noServer: true, maxPayload: 1_000 });

beforeEach(async () => {
  port = await openPort("127.0.0.1", 0, {
    request(incoming, response) {
      incoming.resume();
      response.writeHead(200, { "content-type": "text/plain" });
      response.end(`${incoming.httpVersion} ${incoming.url}`);
    },
    upgrade(incoming, socket, head) {
      sockets.handleUpgrade(incoming, socket, head, (webSocket) => {
        webSocket.on("error", () => webSocket.terminate());
        webSocket.on("message", (data) => webSocket.send(`heard ${String(data)}`));
      });
    },
  });
});
afterEach(() => port.close());

const get = async (path: string) => (await fetch(`http://127.0.0.1:${port.port}${path}`)).text();

async function getHttp2(path: string): Promise<string> {
  const session = connectHttp2(`http://127.0.0.1:${port.port}`);
  const stream = session.request({ ":path": path });
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) text += String(chunk);
  session.close();
  return text;
}

async function openSocket(): Promise<Socket> {
  const socket = connect(port.port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

async function readAll(socket: Socket): Promise<string> {
  let text = "";
  socket.setEncoding("latin1").on("data", (chunk) => (text += String(chunk)));
  // A reset is an end too, so the error that comes before the close is of no interest.
  await new Promise((resolve) => socket.on("close", resolve));
  return text;
}

it("speaks HTTP/1.1, HTTP/2 and WebSocket on one port", async () => {
  expect(await get("/one")).toBe("1.1 /one");
  expect(await getHttp2("/two")).toBe("2.0 /two");
  const webSocket = new WebSocket(`ws://127.0.0.1:${port.port}/three`);
  await once(webSocket, "open");
  webSocket.send("hello");
  const [data] = (await once(webSocket, "message")) as [Buffer];
  expect(String(data)).toBe("heard hello");
  webSocket.terminate();
});

it("tells the protocols apart when the first bytes come one by one", async () => {
  const socket = await openSocket();
  socket.setNoDelay(true);
  const answer = readAll(socket);
  for (const byte of "PUT /slow HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 0\r\n\r\n") {
    await new Promise((resolve) => socket.write(byte, resolve));
  }
  expect(await answer).toContain("1.1 /slow");
});

it("keeps a connection for several requests", async () => {
  const socket = await openSocket();
  const answer = readAll(socket);
  socket.write("GET /a HTTP/1.1\r\nhost: a\r\n\r\nGET /b HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
  const text = await answer;
  expect(text).toContain("1.1 /a");
  expect(text).toContain("1.1 /b");
});

it.each([
  ["bytes that are no protocol", Buffer.from([0, 255, 1, 2, 3, 13, 10, 13, 10])],
  ["a broken request line", Buffer.from("NOT A REQUEST\r\n\r\n")],
  [
    "HTTP/2's preface and then rubbish",
    Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Buffer.alloc(64, 0xee)]),
  ],
  ["a header that is too large", Buffer.from(`GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(100_000)}\r\n\r\n`)],
])("ends the connection on %s, and that one only", async (_, bytes) => {
  const socket = await openSocket();
  const ended = readAll(socket);
  socket.write(bytes);
  await ended;
  expect(await get("/still")).toBe("1.1 /still");
  expect(await getHttp2("/here")).toBe("2.0 /here");
});

it("survives a client that resets its connection in mid-request and one that never speaks", async () => {
  const reset = await openSocket();
  reset.write("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\nabc");
  reset.resetAndDestroy();
  const mute = await openSocket();
  mute.end();
  await readAll(mute);
  expect(await get("/still")).toBe("1.1 /still");
});

it("closes a WebSocket whose message is too large with 1009, others go on", async () => {
  const open = async () => {
    const webSocket = new WebSocket(`ws://127.0.0.1:${port.port}/`);
    await once(webSocket, "open");
    return webSocket;
  };
  const [large, other] = [await open(), await open()];
  large.send("x".repeat(5_000));
  const [code] = (await once(large, "close")) as [number];
  expect(code).toBe(1009);
  other.send("fine");
  expect(String(((await once(other, "message")) as [Buffer])[0])).toBe("heard fine");
  other.terminate();
});

it("says that a port is taken", async () => {
  const handlers = { request: () => undefined, upgrade: () => undefined };
  await expect(openPort("127.0.0.1", port.port, handlers)).rejects.toMatchObject({ code: "EADDRINUSE" });
});

it("cuts open connections when it closes", async () => {
  const socket = await openSocket();
  const answer = readAll(socket);
  socket.write("GET /a HTTP/1.1\r\nhost: a\r\n\r\n");
  await once(socket, "data");
  await port.close();
  expect(await answer).toContain("1.1 /a");
});
