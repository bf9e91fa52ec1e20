import { z } from "zod";

const Spoken = z.object({ mulaw: z.base64() });
const Refusal = z.object({ detail: z.string() });

/** Typed words as a voice, 8 kHz mu-law. Throws an Error in words. */
export async function voiceOf(text: string): Promise<Uint8Array> {
  const response = await fetch("/api/phone/voice", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ text: text.slice(0, 500) }),
  }).catch(() => null);
  const answer: unknown = await response?.json().catch(() => null);
  const spoken = Spoken.safeParse(answer);
  if (response?.ok && spoken.success) return Uint8Array.from(atob(spoken.data.mulaw), (char) => char.charCodeAt(0));
  const refusal = Refusal.safeParse(answer);
  throw new Error(refusal.success ? refusal.data.detail : "The words could not be spoken. Try again.");
}
