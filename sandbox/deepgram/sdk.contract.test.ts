import { DeepgramClient } from "@deepgram/sdk";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeSynthesizer, synthesize } from "../speech/synthesize";
import { openTestBench, silentAudio } from "./test-bench";
import type { TestBench } from "./test-bench";

const TEXT = "Hello there. I would like to book a table.";

let bench: TestBench;
let client: DeepgramClient;
let speech: Buffer;

beforeAll(async () => {
  const { audio } = await synthesize(TEXT);
  speech = Buffer.concat([audio, silentAudio(1500)]);
});
afterAll(closeSynthesizer);
beforeEach(async () => {
  bench = await openTestBench(["secret"]);
  client = clientWith("secret");
});
afterEach(() => bench.close());

function clientWith(apiKey: string): DeepgramClient {
  const environment = { base: bench.httpUrl, production: bench.wsUrl, agent: bench.wsUrl, agentRest: bench.httpUrl };
  return new DeepgramClient({ apiKey, environment });
}

/** Streams as a telephone does: 20 ms of mu-law at a time. */
function stream(send: (frame: Buffer) => void, audio: Buffer): void {
  for (let offset = 0; offset < audio.length; offset += 160) send(audio.subarray(offset, offset + 160));
}

describe("the vendor's own SDK", () => {
  it("transcribes with Nova", async () => {
    const connection = await client.listen.v1.connect({
      Authorization: "Token secret",
      model: "nova-3",
      encoding: "mulaw",
      sample_rate: 8000,
      interim_results: "true",
      punctuate: "true",
      endpointing: 500,
    });
    const finals: string[] = [];
    const summary = new Promise((resolve) => {
      connection.on("message", (message) => {
        if (message.type === "Results" && message.is_final)
          finals.push(message.channel.alternatives[0]?.transcript ?? "");
        if (message.type === "Metadata") resolve(message);
      });
    });
    connection.connect();
    await connection.waitForOpen();
    stream((frame) => connection.sendMedia(frame), speech);
    connection.sendCloseStream({ type: "CloseStream" });
    expect(await summary).toMatchObject({ type: "Metadata", channels: 1 });
    expect(finals.filter((text) => text !== "").join(" ")).toBe(TEXT);
    connection.close();
  });

  it("follows turns with Flux", async () => {
    const connection = await client.listen.v2.connect({
      Authorization: "Token secret",
      model: "flux-general-en",
      encoding: "mulaw",
      sample_rate: 8000,
      eager_eot_threshold: 0.4,
    });
    const events: string[] = [];
    const end = new Promise<string>((resolve) => {
      connection.on("message", (message) => {
        if (message.type !== "TurnInfo") return;
        if (message.event !== "Update") events.push(message.event);
        if (message.event === "EndOfTurn") resolve(message.transcript);
      });
    });
    connection.connect();
    await connection.waitForOpen();
    stream((frame) => connection.sendMedia(frame), speech);
    expect(await end).toBe(TEXT);
    expect(events).toEqual(["StartOfTurn", "EagerEndOfTurn", "TurnResumed", "EagerEndOfTurn", "EndOfTurn"]);
    connection.close();
  });

  it("speaks with Aura", async () => {
    const connection = await client.speak.v1.connect({
      Authorization: "Token secret",
      model: "aura-2-thalia-en",
      encoding: "mulaw",
      sample_rate: "8000",
    });
    let bytes = 0;
    const flushed = new Promise<void>((resolve) => {
      connection.on("message", (message) => {
        if (message instanceof ArrayBuffer || ArrayBuffer.isView(message)) bytes += message.byteLength;
        else if (message instanceof Blob) bytes += message.size;
        else if (typeof message === "object" && message.type === "Flushed") resolve();
      });
    });
    connection.connect();
    await connection.waitForOpen();
    connection.sendText({ type: "Speak", text: "Good morning." });
    connection.sendFlush({ type: "Flush" });
    await flushed;
    expect(bytes).toBe((await synthesize("Good morning.", { voice: "aura-2-thalia-en" })).audio.length);
    connection.close();
  });

  it("speaks by REST", async () => {
    const request = { text: "Good morning.", model: "aura-2-thalia-en", encoding: "mulaw", container: "none" } as const;
    const response = await client.speak.v1.audio.generate({ ...request, sample_rate: 8000 });
    const { audio } = await synthesize("Good morning.", { voice: "aura-2-thalia-en" });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(audio));
  });

  it("is refused with a wrong key", async () => {
    const request = { text: "Good morning.", model: "aura-2-thalia-en" } as const;
    await expect(clientWith("wrong").speak.v1.audio.generate(request)).rejects.toMatchObject({ statusCode: 401 });
  });
});
