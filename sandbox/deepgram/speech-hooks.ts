import type { IncomingMessage, ServerResponse } from "node:http";
import { CALLER_VOICE } from "../speech/voices";
import { synthesize } from "../speech/synthesize";
import { Refusal } from "./handshake";
import { readBody } from "./speak-rest";

/**
 * The sandbox's own endpoints for callers that live in another process, no vendor's: `POST /sandbox/speech/synthesize
 * {text, voice?}` answers `{audioBase64, durationMs, words}` (8 kHz mu-law) and `POST /sandbox/speech/register` the same
 * without the audio. Both make the speech known to the recognisers here. Resolves false on any other path.
 */
export async function answerSpeechHook(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
  const isSynthesis = url.pathname === "/sandbox/speech/synthesize";
  if (!isSynthesis && url.pathname !== "/sandbox/speech/register") return false;
  if (request.method !== "POST") throw new Refusal(405, "METHOD_NOT_ALLOWED", "Send a POST with {text, voice?}.");
  const { text, voice } = parse(await readBody(request));
  const { audio, durationMs, words } = await synthesize(text, { voice }).catch((error: Error) => {
    throw new Refusal(error instanceof RangeError ? 400 : 500, "SPEECH_ERROR", error.message);
  });
  const audioBase64 = isSynthesis ? Buffer.from(audio).toString("base64") : undefined;
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ audioBase64, durationMs, words }));
  return true;
}

function parse(body: string): { text: string; voice: string } {
  try {
    const { text, voice = CALLER_VOICE } = JSON.parse(body) as { text?: unknown; voice?: unknown };
    if (typeof text === "string" && typeof voice === "string") return { text, voice };
  } catch {
    // Refused below.
  }
  throw new Refusal(400, "INVALID_JSON", "The body must be JSON: {text: string, voice?: string}.");
}
