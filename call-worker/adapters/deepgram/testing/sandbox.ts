import { synthesize } from "@/sandbox/speech/synthesize";
import { startSandbox } from "@/sandbox/server/start";
import type { Sandbox } from "@/sandbox/server/start";
import type { Trouble } from "@/call-worker/ports/testing/speech-to-text-contract";

export const KEY = "sandbox-key";

export async function startDeepgram(): Promise<Sandbox> {
  return startSandbox({ accountSid: `AC${"0".repeat(32)}`, authToken: "token", deepgramKeys: [KEY] });
}

export function socketUrl(sandbox: Sandbox): string {
  return sandbox.url.replace("http:", "ws:");
}

export async function speech(text: string): Promise<Uint8Array> {
  return (await synthesize(text)).audio;
}

/** Makes the next connection to `operation` go wrong, once. */
export function trouble(sandbox: Sandbox, operation: string, what: Trouble): void {
  sandbox.controls.faults.add({ vendor: "deepgram", operation, count: 1, ...what });
}
