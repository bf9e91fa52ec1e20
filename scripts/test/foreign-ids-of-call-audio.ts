import { randomUUID } from "node:crypto";
import { openCallAudio } from "@/lib/services/call-audio/open-call-audio";
import { getCallInstructions } from "@/lib/services/calls/get-call-instructions";
import { listEarlierCalls } from "@/lib/services/calls/list-earlier-calls";
import type { ServiceContext } from "@/lib/services/context";

const deps = () => ({
  publicCallUrl: "https://calls.example.com",
  workerOrigins: [],
  tokenSecret: "s".repeat(40),
  ice: { stunUrls: [], turnUrls: [], turnSecret: null },
  now: new Date("2026-06-10T20:00:00Z"),
});

/** The verbs of calls' sound, and of what stands beside a call, for the test that tries each verb with another organization's ids. */
export const CALL_AUDIO_VERBS: Record<
  string,
  ((context: ServiceContext, ids: { callId: string }) => Promise<unknown>)[]
> = {
  "call-audio/open-call-audio.ts": [
    (context, { callId }) => openCallAudio({ ...context, sessionId: randomUUID() }, { callId }, deps()),
  ],
  "calls/get-call-instructions.ts": [(context, { callId }) => getCallInstructions(context, callId)],
  "calls/list-earlier-calls.ts": [(context, { callId }) => listEarlierCalls(context, callId)],
};
