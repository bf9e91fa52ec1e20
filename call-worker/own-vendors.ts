import { createModelCatalog } from "@/lib/adapters/bedrock/model-catalog";
import type { ModelTier } from "@/lib/domain/conversation/messages";
import type { OwnAccounts } from "@/lib/services/connections/own-accounts";
import { createBedrockLanguageModel } from "./adapters/bedrock/bedrock-language-model";
import { createAuraTextToSpeech } from "./adapters/deepgram/aura-text-to-speech";
import { chooseRecogniser } from "./adapters/deepgram/choose-recogniser";
import { createFluxSpeechToText } from "./adapters/deepgram/flux-speech-to-text";
import { createNovaSpeechToText } from "./adapters/deepgram/nova-speech-to-text";
import type { LanguageModel } from "./ports/language-model";
import type { SpeechToText } from "./ports/speech-to-text";
import type { TextToSpeech } from "./ports/text-to-speech";

/** What a call hears, speaks and thinks with. */
export type CallVendors = {
  speechToText: SpeechToText;
  textToSpeech: TextToSpeech;
  languageModel: LanguageModel;
  models: Record<ModelTier, string>;
};

type Speech = Pick<CallVendors, "speechToText" | "textToSpeech">;
type Thinking = Pick<CallVendors, "languageModel" | "models">;
type Refused = { organizationId: string; vendor: "deepgram" | "bedrock"; revision: number; message: string };

export type OwnVendorsDeps = {
  own: Pick<OwnAccounts, "ready" | "revisionOf" | "account">;
  /** The installation's, for all that is not an organization's own. */
  shared: CallVendors;
  /** The vendor refused an own account for good. */
  onRefused(refused: Refused): void;
};

const MOST_KEPT = 500;

/**
 * The vendors of an organization's calls: its own accounts where it has them, never the installation's in their place. Made once per
 * revision; an organization without own accounts costs a look into a map.
 */
export function createOwnVendors({ own, shared, onRefused }: OwnVendorsDeps) {
  const speeches = new Map<string, { revision: number; made: Speech }>();
  const thinkings = new Map<string, { revision: number; made: Thinking }>();

  async function speechOf(organizationId: string): Promise<Speech> {
    const revision = own.revisionOf(organizationId, "deepgram");
    if (revision === null) return shared;
    const known = speeches.get(organizationId);
    if (known?.revision === revision) return known.made;
    const account = await own.account(organizationId, "deepgram");
    if (!account) return shared;
    const refuse = (message: string) => onRefused({ organizationId, vendor: "deepgram", revision, message });
    const made: Speech = {
      speechToText: toldHearing(
        chooseRecogniser({ flux: createFluxSpeechToText(account), nova: createNovaSpeechToText(account) }),
        refuse,
      ),
      textToSpeech: toldSpeaking(createAuraTextToSpeech(account), refuse),
    };
    keep(speeches, organizationId, { revision, made });
    return made;
  }

  async function thinkingOf(organizationId: string): Promise<Thinking> {
    const revision = own.revisionOf(organizationId, "bedrock");
    if (revision === null) return shared;
    const known = thinkings.get(organizationId);
    if (known?.revision === revision) return known.made;
    const account = await own.account(organizationId, "bedrock");
    if (!account) return shared;
    const { haiku, sonnet, opus } = createModelCatalog({ region: account.region });
    const refuse = (message: string) => onRefused({ organizationId, vendor: "bedrock", revision, message });
    const languageModel = toldThinking(createBedrockLanguageModel(account), refuse);
    languageModel.warm();
    const made = { languageModel, models: { fast: haiku, standard: sonnet, deep: opus } };
    keep(thinkings, organizationId, { revision, made });
    return made;
  }

  return {
    /** Throws when an own account can't be opened. */
    async of(organizationId: string): Promise<CallVendors> {
      await own.ready();
      const [speech, thinking] = await Promise.all([speechOf(organizationId), thinkingOf(organizationId)]);
      if (speech === shared && thinking === shared) return shared;
      const { speechToText, textToSpeech } = speech;
      const { languageModel, models } = thinking;
      return { speechToText, textToSpeech, languageModel, models };
    },
  };
}

function keep<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.size >= MOST_KEPT) map.clear();
  map.set(key, value);
}

const OWN = "Your own account: ";

/** Errors say whose account it was, so that the call's record does; what is refused for good is told beside. */
const toldHearing = (inner: SpeechToText, refuse: (message: string) => void): SpeechToText => ({
  open: (options, listener) =>
    inner.open(options, {
      onOpen: () => listener.onOpen(),
      onRecognition: (recognition) => listener.onRecognition(recognition),
      onLost: ({ message, retryable }) => {
        if (!retryable) refuse(message);
        listener.onLost({ message: OWN + message, retryable });
      },
    }),
});

const toldSpeaking = (inner: TextToSpeech, refuse: (message: string) => void): TextToSpeech => ({
  open: (options, listener) =>
    inner.open(options, {
      onOpen: () => listener.onOpen(),
      onAudio: (generation, audio) => listener.onAudio(generation, audio),
      onFinished: (generation) => listener.onFinished(generation),
      onLost: ({ message, retryable }) => {
        if (!retryable) refuse(message);
        listener.onLost({ message: OWN + message, retryable });
      },
    }),
});

const toldThinking = (inner: LanguageModel, refuse: (message: string) => void): LanguageModel => ({
  warm: () => inner.warm(),
  run: (request, onEvent) =>
    inner.run(request, (event) => {
      if (event.kind !== "failed") return onEvent(event);
      if (!event.retryable) refuse(event.message);
      onEvent({ ...event, message: OWN + event.message });
    }),
});
