import { afterAll, afterEach, beforeAll } from "vitest";
import { describeSpeechToText } from "@/call-worker/ports/testing/speech-to-text-contract";
import type { Sandbox } from "@/sandbox/server/start";
import { createFluxSpeechToText } from "./flux-speech-to-text";
import { KEY, socketUrl, speech, startDeepgram, trouble } from "./testing/sandbox";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startDeepgram();
});
afterEach(() => {
  sandbox.controls.faults.clearAll();
});
afterAll(() => sandbox.close());

describeSpeechToText("Flux", {
  recogniser: () => createFluxSpeechToText({ apiKey: KEY, baseUrl: socketUrl(sandbox) }),
  withWrongKey: () => createFluxSpeechToText({ apiKey: "wrong", baseUrl: socketUrl(sandbox) }),
  options: {
    language: "en-US",
    endOfTurnThreshold: 0.7,
    eagerEndOfTurnThreshold: 0.4,
    endOfTurnTimeoutMs: 3_000,
    keyterms: ["Aybiza"],
  },
  speech,
  trouble: (what) => trouble(sandbox, "listen.v2", what),
  warnsEarly: true,
});
