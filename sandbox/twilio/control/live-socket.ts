import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import { readWav } from "../../speech/wav";
import type { Accounts } from "../accounts";
import type { Person } from "../telephony/person";

const PATH = /^\/sandbox\/calls\/(CA[0-9a-f]{32})\/live$/;
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

/**
 * WebSocket /sandbox/calls/{callSid}/live: every event of the call as JSON, those that happened before first, and the
 * person's hands: { type: "say", text, voice? } · { type: "wav", wav: base64, text? } · { type: "dtmf", digits } ·
 * { type: "interrupt", afterMs, text } · { type: "hush" } · { type: "answer" } · { type: "hangup" }.
 * With ?audio=1 it also gives what the person hears, and takes what it says, as binary messages of mu-law at 8 kHz.
 */
export class LiveSockets {
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });

  constructor(private readonly accounts: Accounts) {}

  handle(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): boolean {
    const callSid = PATH.exec(url.pathname)?.[1];
    if (callSid === undefined) return false;
    const person = this.accounts.holding(callSid)?.persons.get(callSid);
    if (person === undefined) {
      socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
      return true;
    }
    this.server.handleUpgrade(request, socket, head, (live) =>
      this.serve(live, person, url.searchParams.get("audio") === "1"),
    );
    return true;
  }

  close(): void {
    for (const client of this.server.clients) client.terminate();
    this.server.close();
  }

  private serve(live: WebSocket, person: Person, withAudio: boolean): void {
    live.on("error", () => live.terminate());
    const stop = person.log.listen((event) => {
      live.send(JSON.stringify(event));
      if (event.type === "ended") live.close(1000);
    });
    const onHeard = (frame: Buffer): void => live.send(frame);
    if (withAudio) person.onHeard = onHeard;
    live.once("close", () => {
      stop();
      if (person.onHeard === onHeard) person.onHeard = undefined;
    });
    live.on("message", (data, isBinary) => {
      if (isBinary) {
        person.sayLive(data as Buffer);
        return;
      }
      void command(person, (data as Buffer).toString("utf8")).catch((error: unknown) => {
        if (live.readyState === WebSocket.OPEN)
          live.send(
            JSON.stringify({ type: "problem", message: error instanceof Error ? error.message : String(error) }),
          );
      });
    });
  }
}

async function command(person: Person, text: string): Promise<void> {
  const message = JSON.parse(text) as Record<string, unknown>;
  const field = (name: string): string => {
    const value = message[name];
    if (typeof value !== "string" || value === "") throw new TypeError(`${String(message["type"])} needs "${name}"`);
    return value;
  };
  switch (message["type"]) {
    case "say":
      return person.say(field("text"), typeof message["voice"] === "string" ? message["voice"] : undefined);
    case "wav":
      return person.sayAudio(
        readWav(Buffer.from(field("wav"), "base64")),
        typeof message["text"] === "string" ? message["text"] : "[recording]",
      );
    case "dtmf":
      return person.press(field("digits"));
    case "interrupt":
      await person.waitToInterrupt(Number(message["afterMs"] ?? 0));
      return person.say(field("text"));
    case "hush":
      return person.hush();
    case "answer":
      return person.answer();
    case "hangup":
      return person.hangUp();
    default:
      throw new TypeError('type must be "say", "wav", "dtmf", "interrupt", "hush", "answer" or "hangup"');
  }
}
