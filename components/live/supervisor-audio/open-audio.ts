import { z } from "zod";
import { CallAudio } from "@/lib/contracts/call-audio";

/** Why a call can't be heard, in words. `isOver`: the call has ended; `retry`: a moment later it may be otherwise. */
export class OpenAudioError extends Error {
  constructor(
    message: string,
    readonly retry: boolean,
    readonly isOver = false,
  ) {
    super(message);
  }
}

const Refusal = z.object({ detail: z.string().optional() });

/** Asks our server where the call can be heard, and for the token. Throws OpenAudioError in its words. */
export async function openAudio(callId: string): Promise<CallAudio> {
  let response: Response;
  try {
    response = await fetch("/api/call-audio", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ callId }),
    });
  } catch {
    throw new OpenAudioError("Aybiza cannot be reached. Check your connection, then try again.", true);
  }
  const answer: unknown = await response.json().catch(() => null);
  const audio = CallAudio.safeParse(answer);
  if (response.ok && audio.success) return audio.data;
  const refusal = Refusal.safeParse(answer);
  const message = (refusal.success && refusal.data.detail) || "The call cannot be heard at the moment. Try again.";
  const retry = response.status >= 500 || response.headers.has("retry-after");
  throw new OpenAudioError(message, retry, response.status === 409 && !retry);
}
