import { afterAll, afterEach, beforeAll } from "vitest";
import { describeSpeechToText } from "@/call-worker/ports/testing/speech-to-text-contract";
import type { Sandbox } from "@/sandbox/server/start";
import { createNovaSpeechToText } from "./nova-speech-to-text";
import { KEY, socketUrl, speech, startDeepgram, trouble } from "./testing/sandbox";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startDeepgram();
});
afterEach(() => {
  sandbox.controls.faults.clearAll();
});
afterAll(() => sandbox.close());

describeSpeechToText("Nova", {
  recogniser: () => createNovaSpeechToText({ apiKey: KEY, baseUrl: socketUrl(sandbox) }),
  withWrongKey: () => createNovaSpeechToText({ apiKey: "wrong", baseUrl: socketUrl(sandbox) }),
  options: {
    language: "en-US",
    endOfTurnThreshold: 0.7,
    eagerEndOfTurnThreshold: null,
    endOfTurnTimeoutMs: 1_500,
    keyterms: ["Aybiza"],
  },
  speech,
  trouble: (what) => trouble(sandbox, "listen.v1", what),
  warnsEarly: false,
});
