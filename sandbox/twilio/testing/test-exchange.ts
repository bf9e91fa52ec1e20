import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { AccountBook } from "../../controls/accounts";
import { MindBook } from "../../controls/mind-book";
import type { Controls, Fault } from "../../stand-in";
import { synthesize } from "../../speech/synthesize";
import { systemClock, type Clock } from "../audio/clock";
import type { PersonEvent } from "../telephony/person-events";
import { MediaPeer } from "./media-peer";
import type { PersonBehaviour } from "../telephony/script";
import { createTwilioStandIn, type TwilioStandIn } from "../stand-in";

export const ACCOUNT_SID = `AC${"1".repeat(32)}`;
export const AUTH_TOKEN = "token-of-the-tests";
export const NUMBER = "+14155550100";

/** A webhook as the customer's server received it. */
interface ReceivedWebhook {
  readonly url: string;
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingMessage["headers"];
  readonly params: Record<string, string>;
}

interface CustomerAnswer {
  readonly status?: number;
  readonly body?: string | Buffer;
  readonly type?: string;
}

export interface TestExchange {
  readonly standIn: TwilioStandIn;
  readonly controls: TestControls;
  /** Address of the stand-in's REST API. */
  readonly apiUrl: string;
  /** Address of the customer's server, as webhooks see it. */
  readonly customerUrl: string;
  readonly webhooks: ReceivedWebhook[];
  readonly customer: Map<string, (webhook: ReceivedWebhook) => CustomerAnswer | Promise<CustomerAnswer>>;
  /** Resolves with the first webhook, past or coming, that fits. */
  waitForWebhook(fits: (webhook: ReceivedWebhook) => boolean): Promise<ReceivedWebhook>;
  /** The next media stream that the stand-in opens to the customer's server, and its upgrade request. */
  nextMedia(): Promise<{ peer: MediaPeer; request: IncomingMessage }>;
  /** Lets the customer's server answer a path with these verbs. */
  answerWith(path: string, verbs: string): void;
  close(): Promise<void>;
}

class TestControls implements Controls {
  readonly accounts = new AccountBook();
  readonly minds = new MindBook();
  readonly faults: { fault: Fault; left: number }[] = [];
  readonly entries: { what: string; detail: Record<string, unknown> | undefined }[] = [];
  latencyMs(): number {
    return 0;
  }
  random(): number {
    return 0.5;
  }
  takeFault(_vendor: string, operation: string): Fault | undefined {
    const entry = this.faults.find(({ fault, left }) => fault.operation === operation && left > 0);
    if (entry !== undefined) entry.left -= 1;
    return entry?.fault;
  }
  log(_vendor: string, what: string, detail?: Record<string, unknown>): void {
    this.entries.push({ what, detail });
  }
  fail(fault: Omit<Fault, "vendor">): void {
    this.faults.push({ fault: { vendor: "twilio", ...fault }, left: fault.count ?? Number.POSITIVE_INFINITY });
  }
}

/** Telephone time that runs faster than the wall's, so that a call of 10 s takes half a second. */
function fastClock(factor: number): Clock {
  return {
    now: () => systemClock.now() * factor,
    after: (delayMs, run) => systemClock.after(delayMs / factor, run),
  };
}

/** The stand-in and a customer's server next to it, both on real sockets. Telephone time runs `speed` times as fast. */
export async function startTestExchange(
  options: { speed?: number; callsPerSecond?: number } = {},
): Promise<TestExchange> {
  // The speech engine takes a moment to start, which would be half a minute of fast telephone time.
  await synthesize("The telephone network is ready.");
  const controls = new TestControls();
  const webhooks: ReceivedWebhook[] = [];
  const customer: TestExchange["customer"] = new Map();
  const waiting: { fits: (webhook: ReceivedWebhook) => boolean; resolve: (webhook: ReceivedWebhook) => void }[] = [];
  let apiUrl = "";
  let customerUrl = "";

  const standIn = createTwilioStandIn(controls, {
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    baseUrl: () => apiUrl,
    clock: fastClock(options.speed ?? 20),
    callsPerSecond: options.callsPerSecond ?? 1_000,
  });
  const apiServer = createServer((request, response) => {
    void standIn.handleRequest?.(request, response, new URL(request.url ?? "/", apiUrl)).then((isTaken) => {
      if (!isTaken) response.writeHead(404).end();
    });
  });
  apiServer.on("upgrade", (request, socket, head) => {
    if (standIn.handleUpgrade?.(request, socket, head, new URL(request.url ?? "/", apiUrl)) !== true) socket.destroy();
  });

  const receive = async (request: IncomingMessage): Promise<CustomerAnswer> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const url = new URL(request.url ?? "/", customerUrl);
    const form = new URLSearchParams(request.method === "GET" ? url.search : Buffer.concat(parts).toString("utf8"));
    const webhook: ReceivedWebhook = {
      url: customerUrl + (request.url ?? ""),
      path: url.pathname,
      method: request.method ?? "",
      headers: request.headers,
      params: Object.fromEntries(form),
    };
    webhooks.push(webhook);
    for (const one of [...waiting]) {
      if (!one.fits(webhook)) continue;
      waiting.splice(waiting.indexOf(one), 1);
      one.resolve(webhook);
    }
    return (await customer.get(url.pathname)?.(webhook)) ?? {};
  };
  const customerServer = createServer((request, response) => {
    void receive(request).then(({ status = 200, body = "<Response/>", type = "text/xml" }) => {
      response.writeHead(status, { "content-type": type }).end(body);
    });
  });
  const mediaServer = new WebSocketServer({ noServer: true });
  customerServer.on("upgrade", (request, socket, head) => {
    if (request.url === "/refused") {
      socket.end("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    mediaServer.handleUpgrade(request, socket, head, (media) => mediaServer.emit("connection", media, request));
  });

  apiUrl = await listen(apiServer);
  customerUrl = await listen(customerServer);
  return {
    standIn,
    controls,
    apiUrl,
    customerUrl,
    webhooks,
    customer,
    waitForWebhook(fits) {
      const past = webhooks.find(fits);
      return past === undefined ? new Promise((resolve) => waiting.push({ fits, resolve })) : Promise.resolve(past);
    },
    nextMedia: () =>
      new Promise((resolve) => {
        mediaServer.once("connection", (socket: WebSocket, request: IncomingMessage) =>
          resolve({ peer: new MediaPeer(socket), request }),
        );
      }),
    answerWith: (path, verbs) => void customer.set(path, () => ({ body: `<Response>${verbs}</Response>` })),
    async close() {
      await standIn.close();
      for (const client of mediaServer.clients) client.terminate();
      await Promise.all([stop(apiServer), stop(customerServer)]);
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Buys the test's number and points it at the customer's /voice. */
export function buyNumber(exchange: TestExchange, settings: { fallback?: string; statusCallback?: string } = {}): void {
  const number = exchange.standIn.exchange.numbers.buy(NUMBER);
  if (number === undefined) throw new Error("the number is taken");
  number.voiceUrl = `${exchange.customerUrl}/voice`;
  if (settings.fallback !== undefined) number.voiceFallbackUrl = exchange.customerUrl + settings.fallback;
  if (settings.statusCallback !== undefined) number.statusCallback = exchange.customerUrl + settings.statusCallback;
}

/** <Connect><Stream> to the customer's server. */
export function connectStream(exchange: TestExchange, attributes = "", inside = ""): string {
  const url = `${exchange.customerUrl.replace("http", "ws")}/media`;
  return `<Connect><Stream url="${url}" ${attributes}>${inside}</Stream></Connect>`;
}

/** All events of a call, from the beginning to its end. */
export async function eventsOf(events: AsyncIterable<PersonEvent>): Promise<PersonEvent[]> {
  const all: PersonEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** The first event of a kind; rejects when the call ends without one. */
export async function eventOf<Type extends PersonEvent["type"]>(
  events: AsyncIterable<PersonEvent>,
  type: Type,
  fits: (event: Extract<PersonEvent, { type: Type }>) => boolean = () => true,
): Promise<Extract<PersonEvent, { type: Type }>> {
  for await (const event of events) {
    if (event.type === type && fits(event as Extract<PersonEvent, { type: Type }>))
      return event as Extract<PersonEvent, { type: Type }>;
  }
  throw new Error(`the call ended without ${type}`);
}

/** Somebody who answers, waits for the prompt and presses these keys. */
export const answerWithTones = (dtmf: string): PersonBehaviour => ({
  answer: "human",
  steps: [{ waitForAgent: {} }, { dtmf }, { pauseMs: 5_000 }],
});
