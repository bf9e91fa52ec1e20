import { afterAll, afterEach, beforeAll } from "vitest";
import { describeTextToSpeech } from "@/call-worker/ports/testing/text-to-speech-contract";
import type { Sandbox } from "@/sandbox/server/start";
import { createAuraTextToSpeech } from "./aura-text-to-speech";
import { KEY, socketUrl, startDeepgram, trouble } from "./testing/sandbox";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startDeepgram();
});
afterEach(() => {
  sandbox.controls.faults.clearAll();
});
afterAll(() => sandbox.close());

describeTextToSpeech("Aura", {
  voice: () => createAuraTextToSpeech({ apiKey: KEY, baseUrl: socketUrl(sandbox) }),
  withWrongKey: () => createAuraTextToSpeech({ apiKey: "wrong", baseUrl: socketUrl(sandbox) }),
  name: "aura-2-thalia-en",
  trouble: (what) => trouble(sandbox, "speak.v1", what),
});
