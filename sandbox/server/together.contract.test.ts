import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ConverseStreamCommand, type Message } from "@aws-sdk/client-bedrock-runtime";
import twilio from "twilio";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { connectClient, endTool, HAIKU, textOf } from "../bedrock/testing";
import type { PersonEvent } from "../twilio/telephony/person-events";
import { startSandbox, type Sandbox } from "./start";

/** The smallest agent that can be: it only joins the stand-ins, so that a call shows them working together. */
class TinyAgent {
  readonly heard: string[] = [];
  private isOver = false;
  private readonly server: Server;
  private readonly sockets = new WebSocketServer({ noServer: true });

  constructor(private readonly sandboxUrl: string) {
    this.server = createServer((request, response) => {
      request.resume();
      const streamUrl = `ws://127.0.0.1:${this.port}/media`;
      response.setHeader("content-type", "text/xml");
      response.end(`<Response><Connect><Stream url="${streamUrl}"/></Connect><Hangup/></Response>`);
    });
    this.server.on("upgrade", (request, socket, head) =>
      this.sockets.handleUpgrade(request, socket, head, (media) => void this.serve(media)),
    );
  }

  async listen(): Promise<void> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    for (const socket of this.sockets.clients) socket.terminate();
    this.server.close();
  }

  private async serve(media: WebSocket): Promise<void> {
    const messages: Message[] = [];
    const deepgramUrl = this.sandboxUrl.replace("http", "ws");
    const headers = { authorization: "Token any-key" };
    const format = "encoding=mulaw&sample_rate=8000";
    const ear = new WebSocket(`${deepgramUrl}/v2/listen?model=flux-general-en&${format}`, { headers });
    const voice = new WebSocket(`${deepgramUrl}/v1/speak?model=aura-2-thalia-en&${format}&container=none`, { headers });
    let streamSid = "";
    media.on("message", (data) => {
      const message = JSON.parse(String(data)) as { event: string; streamSid?: string; media?: { payload: string } };
      streamSid ||= message.streamSid ?? "";
      if (message.media && ear.readyState === WebSocket.OPEN) ear.send(Buffer.from(message.media.payload, "base64"));
      if (message.event === "mark") media.close();
    });
    media.on("close", () => {
      ear.terminate();
      voice.terminate();
    });
    voice.on("message", (data: Buffer, isBinary) => {
      if (isBinary)
        media.send(JSON.stringify({ event: "media", streamSid, media: { payload: data.toString("base64") } }));
      else if (String(data).includes("Flushed") && this.isOver) {
        media.send(JSON.stringify({ event: "mark", streamSid, mark: { name: "over" } }));
      }
    });
    ear.on("message", (data) => {
      const message = JSON.parse(String(data)) as { type: string; event?: string; transcript?: string };
      if (message.event !== "EndOfTurn" || !message.transcript) return;
      this.heard.push(message.transcript);
      messages.push({ role: "user", content: [{ text: message.transcript }] });
      void this.answer(messages, voice);
    });
    await Promise.all([once(ear, "open"), once(voice, "open")]);
  }

  private async answer(messages: Message[], voice: WebSocket): Promise<void> {
    const output = await connectClient(this.sandboxUrl).send(
      new ConverseStreamCommand({
        modelId: HAIKU,
        system: [{ text: "You are Mia, the receptionist for Mill Cafe.\nWe have a garden with forty seats." }],
        messages,
        toolConfig: { tools: [endTool] },
      }),
    );
    const events = [];
    for await (const event of output.stream ?? []) events.push(event);
    const text = textOf(events);
    this.isOver = events.some((event) => event.contentBlockStart?.start?.toolUse?.name === "end_call");
    messages.push({ role: "assistant", content: [{ text }] });
    voice.send(JSON.stringify({ type: "Speak", text }));
    voice.send(JSON.stringify({ type: "Flush" }));
  }
}

const accountSid = `AC${"1".repeat(32)}`;
const number = "+14155550100";
let sandbox: Sandbox;
let agent: TinyAgent;

beforeAll(async () => {
  sandbox = await startSandbox({ accountSid, authToken: "token", deepgramKeys: ["any-key"] });
  agent = new TinyAgent(sandbox.url);
  await agent.listen();
  const client = twilio(accountSid, "token");
  client.api.baseUrl = sandbox.url;
  const voiceUrl = `http://127.0.0.1:${agent.port}/voice`;
  await client.incomingPhoneNumbers.create({ phoneNumber: number, voiceUrl });
});
afterAll(async () => {
  agent.close();
  await sandbox.close();
});

it("carries a whole call: dialled, heard, answered by the model, spoken, ended", async () => {
  const call = sandbox.twilio.placeCall({
    to: number,
    script: [
      { say: "Do you have a garden?" },
      { waitForAgent: {} },
      { say: "Thank you, goodbye." },
      { waitForAgent: {} },
    ],
  });
  const events: PersonEvent[] = [];
  for await (const event of call.events) events.push(event);
  expect(agent.heard.map((text) => text.toLowerCase())).toEqual([
    expect.stringContaining("garden"),
    expect.stringContaining("goodbye"),
  ]);
  const said = JSON.stringify(events);
  expect(said).toContain("forty seats");
  expect(said).toContain("Goodbye");
  for (const vendor of ["twilio", "deepgram", "bedrock"] as const) {
    expect(sandbox.controls.requestLog.list({ vendor }).length).toBeGreaterThan(0);
  }
});
