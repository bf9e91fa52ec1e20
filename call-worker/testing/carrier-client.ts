import { randomBytes } from "node:crypto";
import { once } from "node:events";
import twilio from "twilio";
import { WebSocket } from "ws";

const ACCOUNT_SID = `AC${"0".repeat(32)}`;

export type Ring = { callSid: string; twiml: string; mediaUrl: string; token: string; nextUrl: string };

/** Twilio's side of a call, for tests that do what Twilio would not: every request and message can be made by hand. */
export class CarrierClient {
  constructor(
    private readonly workerUrl: string,
    private readonly authToken: string,
  ) {}

  /** POSTs a form, signed as the account does unless another signature is given; `null` leaves it out. */
  post(url: string, form: Record<string, string>, signature?: string | null): Promise<Response> {
    const address = new URL(url, this.workerUrl).href;
    const signed = signature === undefined ? this.sign(address, form) : signature;
    return fetch(address, {
      method: "POST",
      headers: signed === null ? {} : { "x-twilio-signature": signed },
      body: new URLSearchParams(form),
    });
  }

  sign(url: string, form: Record<string, string> = {}): string {
    return twilio.getExpectedTwilioSignature(this.authToken, new URL(url, this.workerUrl).href, form);
  }

  /** Somebody dials `to`; what the worker wants done. */
  async ring(to: string, callSid = `CA${randomBytes(16).toString("hex")}`): Promise<Ring> {
    const response = await this.post("/twilio/voice", ringForm(callSid, to));
    return readTwiml(callSid, await response.text());
  }

  /** The media stream is over; what the worker wants done next. */
  async next({ callSid, nextUrl }: Ring, to: string): Promise<Ring> {
    const response = await this.post(nextUrl, { ...ringForm(callSid, to), CallStatus: "in-progress" });
    return readTwiml(callSid, await response.text());
  }

  /** Resolves when the worker has taken the socket, rejects with the status of a refusal. */
  async openMedia(mediaUrl: string, signature: string | null = this.sign(mediaUrl)): Promise<CarrierSocket> {
    const headers = signature === null ? {} : { "x-twilio-signature": signature };
    const socket = new WebSocket(mediaUrl, { headers, perMessageDeflate: false });
    await new Promise<void>((resolve, reject) => {
      socket.once("open", () => resolve());
      socket.once("unexpected-response", (_, response) => reject(new Error(`refused with ${response.statusCode}`)));
      socket.once("error", reject);
    });
    return new CarrierSocket(socket);
  }

  /** A stream that has been opened and started as Twilio does. */
  async stream({ callSid, mediaUrl, token }: Ring): Promise<CarrierSocket> {
    const media = await this.openMedia(mediaUrl);
    media.start(callSid, token === "" ? {} : { token });
    return media;
  }
}

/** One media stream, from Twilio's side. */
export class CarrierSocket {
  readonly streamSid = `MZ${randomBytes(16).toString("hex")}`;
  readonly received: { event: string; mark?: { name: string } }[] = [];
  /** Why the worker closed it. */
  readonly closed: Promise<{ code: number; reason: string }>;
  private sequence = 0;
  private wake = () => {};

  constructor(readonly socket: WebSocket) {
    socket.on("error", () => undefined);
    socket.on("message", (data: Buffer) => {
      this.received.push(JSON.parse(data.toString("utf8")) as CarrierSocket["received"][number]);
      this.wake();
    });
    this.closed = once(socket, "close").then(([code, reason]) => ({
      code: code as number,
      reason: String(reason as Buffer),
    }));
  }

  start(callSid: string, customParameters: Record<string, string>): void {
    this.socket.send(JSON.stringify({ event: "connected", protocol: "Call", version: "1.0.0" }));
    this.send({
      event: "start",
      start: {
        accountSid: ACCOUNT_SID,
        callSid,
        streamSid: this.streamSid,
        tracks: ["inbound"],
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8000, channels: 1 },
        customParameters,
      },
    });
  }

  /** A message with the stream's id and the next number, each of which `message` may replace. */
  send(message: Record<string, unknown>): void {
    this.sequence += 1;
    this.socket.send(JSON.stringify({ sequenceNumber: String(this.sequence), streamSid: this.streamSid, ...message }));
  }

  /** 20 ms of silence. */
  media(replaced: Record<string, unknown> = {}): void {
    const payload = Buffer.alloc(160, 0xff).toString("base64");
    this.send({ event: "media", media: { track: "inbound", chunk: "1", timestamp: "0", payload }, ...replaced });
  }

  /** Resolves once so much audio has come in all. */
  async hears(messages: number): Promise<void> {
    while (this.received.filter(({ event }) => event === "media").length < messages) {
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

function ringForm(callSid: string, to: string): Record<string, string> {
  return {
    CallSid: callSid,
    AccountSid: ACCOUNT_SID,
    CallStatus: "ringing",
    From: "+12025550101",
    To: to,
    Direction: "inbound",
  };
}

function readTwiml(callSid: string, twiml: string): Ring {
  const plain = (text: string | undefined) => (text ?? "").replaceAll("&amp;", "&");
  return {
    callSid,
    twiml,
    mediaUrl: plain(/<Stream url="([^"]+)"/.exec(twiml)?.[1]),
    token: plain(/<Parameter name="token" value="([^"]+)"/.exec(twiml)?.[1]),
    nextUrl: plain(/<Redirect[^>]*>([^<]+)</.exec(twiml)?.[1]),
  };
}
