import { z } from "zod";
import { speak, SpeakFailure } from "@/lib/adapters/deepgram/speak";
import { accountFor } from "../connections/account-for";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";

export const SpeakAsCallerInput = z.object({ text: z.string().trim().min(1, "write what to say").max(500) });

/** None of the voices that agents begin with, so that one hears who speaks. */
const CALLER_VOICE = "aura-2-orion-en";

/**
 * What somebody typed, spoken by the organization's speech vendor: for a caller without a microphone. Base64 of 8 kHz mu-law. Needs
 * `calls.start`; throws UNAVAILABLE when the vendor can't be used.
 */
export async function speakAsCaller(
  context: ServiceContext,
  rawInput: z.input<typeof SpeakAsCallerInput>,
): Promise<{ mulaw: string }> {
  requirePermission(context, "calls.start");
  const { text } = parseInput(SpeakAsCallerInput, rawInput);
  const { account } = await accountFor(context.organizationId, "deepgram");
  if (!account) {
    throw new ServiceError(
      "UNAVAILABLE",
      "No speech vendor is connected. Connect Deepgram in the settings, under Connections.",
    );
  }
  try {
    const sound = await speak(account, { voice: CALLER_VOICE, text, format: "mulaw" });
    return { mulaw: Buffer.from(sound).toString("base64") };
  } catch (error) {
    if (!(error instanceof SpeakFailure)) throw error;
    throw new ServiceError("UNAVAILABLE", "The words could not be spoken: Deepgram did not answer. Try again.", {
      cause: error,
    });
  }
}
