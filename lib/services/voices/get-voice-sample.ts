import { speak, SpeakFailure } from "@/lib/adapters/deepgram/speak";
import { findVoice, sampleSentence } from "@/lib/domain/agents/voices";
import { accountFor } from "../connections/account-for";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

type Sample = Promise<Uint8Array<ArrayBuffer>>;

/** A sample is some 200 kB and the same for everyone who hears it from the same vendor's address; there are some sixty voices. */
const MOST_KEPT = 120;
const kept = new Map<string, Sample>();

/**
 * A voice saying hello, as a WAV file, spoken by the organization's own speech vendor and kept in this process. Needs `agents.read`; throws
 * NOT_FOUND for a voice that is not offered, UNAVAILABLE when the vendor can't be used.
 */
export async function getVoiceSample(context: ServiceContext, voiceId: string): Promise<Uint8Array<ArrayBuffer>> {
  requirePermission(context, "agents.read");
  const voice = findVoice(voiceId);
  if (!voice) throw new ServiceError("NOT_FOUND", "There is no such voice.");
  const { account } = await accountFor(context.organizationId, "deepgram");
  if (!account) {
    throw new ServiceError(
      "UNAVAILABLE",
      "No speech vendor is connected. Connect Deepgram in the settings, under Connections.",
    );
  }
  const key = `${account.baseUrl ?? ""} ${voice.id}`;
  const known = kept.get(key);
  if (known) return known;
  const sample = speak(account, { voice: voice.id, text: sampleSentence(voice) });
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, sample);
  try {
    return await sample;
  } catch (error) {
    kept.delete(key);
    if (!(error instanceof SpeakFailure)) throw error;
    const refused = error.status === 401 || error.status === 403;
    throw new ServiceError(
      "UNAVAILABLE",
      refused
        ? "Deepgram refused the key. Check it in the settings, under Connections."
        : "The voice could not be heard: Deepgram did not answer. Try again in a moment.",
      { cause: error },
    );
  }
}
