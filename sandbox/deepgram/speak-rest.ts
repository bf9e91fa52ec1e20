import type { IncomingMessage, ServerResponse } from "node:http";
import type { Controls } from "../stand-in";
import { Refusal } from "./handshake";
import type { Query } from "./query";
import { completeSentences } from "./sentences";
import { MAX_SPEAK_CHARACTERS, badFormat, modelFacts, speak, voiceOutput } from "./voice-output";
import type { VoiceOutput } from "./voice-output";

const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** Answers POST /v1/speak: text in, one audio out, raw or as WAV. Throws a Refusal on what the vendor refuses. */
export async function answerSpeak(
  request: IncomingMessage,
  response: ServerResponse,
  query: Query,
  requestId: string,
  controls: Controls,
): Promise<void> {
  const output = voiceOutput(query);
  const container = query.text("container") ?? (output.encoding === "linear16" ? "wav" : "none");
  if (container !== "wav" && container !== "none") {
    throw badFormat(`\`container=${container}\` is invalid when \`encoding=${output.encoding}\``);
  }
  const text = await readText(request);
  if (text.trim() === "") throw new Refusal(400, "Bad Request", "Input text contains no characters.");
  if (text.length > MAX_SPEAK_CHARACTERS) {
    const message = `Input text exceeds maximum character limit of ${MAX_SPEAK_CHARACTERS}.`;
    throw new Refusal(413, "Payload Too Large", message);
  }
  controls.log("deepgram", "speak.v1 spoken", { requestId, text });
  const { sentences, rest } = completeSentences(text);
  const spoken = [...sentences, rest.trim()].filter((part) => /[\p{L}\p{N}]/u.test(part));
  const audio = Buffer.concat(await Promise.all(spoken.map((part) => speak(part, output))));
  const latencyMs = controls.latencyMs("deepgram", "speak-first-audio");
  if (latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, latencyMs));
  const { name, uuid } = modelFacts(output.model);
  response.writeHead(200, {
    "content-type": container === "wav" ? "audio/wav" : contentType(output),
    "dg-request-id": requestId,
    "dg-model-name": name,
    "dg-model-uuid": uuid,
    "dg-char-count": String(text.length),
  });
  response.end(container === "wav" ? Buffer.concat([wavHeader(audio.length, output), audio]) : audio);
}

async function readText(request: IncomingMessage): Promise<string> {
  const type = (request.headers["content-type"] ?? "").split(";")[0]!.trim();
  if (type !== "application/json" && type !== "text/plain") {
    const message =
      "`Content-Type` header is not supported. `Content-Type` must be either `text/plain` or `application/json`.";
    throw new Refusal(415, "UNSUPPORTED_MEDIA_TYPE", message);
  }
  const body = await readBody(request);
  if (type === "text/plain") return body;
  try {
    const parsed = JSON.parse(body) as { text?: unknown } | null;
    if (typeof parsed?.text === "string") return parsed.text;
  } catch {
    // Refused below.
  }
  const message = "Failed to deserialize JSON payload. Please specify exactly one of `text` or `url` in the JSON body.";
  throw new Refusal(400, "PAYLOAD_ERROR", message);
}

/** Reads a request's body as UTF-8. Throws a 413 Refusal beyond 2 MB. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Refusal(413, "PAYLOAD_TOO_LARGE", "Payload size exceeds limit of 2 MB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function contentType({ encoding, sampleRate }: VoiceOutput): string {
  return encoding === "linear16" ? `audio/l16;rate=${sampleRate};channels=1` : `audio/${encoding}`;
}

function wavHeader(dataBytes: number, { encoding, sampleRate }: VoiceOutput): Buffer {
  const bytesPerSample = encoding === "linear16" ? 2 : 1;
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE({ linear16: 1, alaw: 6, mulaw: 7 }[encoding], 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * bytesPerSample, 28);
  header.writeUInt16LE(bytesPerSample, 32);
  header.writeUInt16LE(bytesPerSample * 8, 34);
  header.write("data", 36);
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
