import type { SpeechToText } from "@/call-worker/ports/speech-to-text";

/** One recogniser made of two: English goes to Flux, every other language to Nova. */
export function chooseRecogniser(recognisers: { flux: SpeechToText; nova: SpeechToText }): SpeechToText {
  return {
    open(options, listener) {
      const english = /^en(-|$)/i.test(options.language);
      return (english ? recognisers.flux : recognisers.nova).open(options, listener);
    },
  };
}
