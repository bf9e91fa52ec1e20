import { writeFile } from "node:fs/promises";
import path from "node:path";
import { WebSocket } from "ws";
import { dial } from "@/sandbox/cli/telephone";
import { decodeMulaw, encodeMulaw } from "@/sandbox/speech/mulaw";
import { closeSynthesizer, synthesize } from "@/sandbox/speech/synthesize";
import type { PersonEvent } from "@/sandbox/twilio/telephony/person-events";
import type { Step } from "@/sandbox/twilio/telephony/script";
import { mulawWav } from "./mulaw-wav";
import { webVtt, type SpokenLine } from "./web-vtt";

const BYTES_PER_MS = 8;
const PEAKS = 128;
const TAIL_MS = 400;

/** What the caller does: asks, breaks in, asks again, says goodbye. */
const SCRIPT: readonly Step[] = [
  { waitForAgent: {} },
  { say: "Hi, are you open on Saturday?" },
  { waitForAgent: {} },
  { say: "And are you open on Monday and Tuesday?" },
  { interruptAfterMs: 3_600 },
  { say: "Okay, thanks. Do you have parking?" },
  { waitForAgent: {} },
  { say: "How much is a check-up?" },
  { waitForAgent: {} },
  { say: "Thank you, goodbye." },
  { waitForAgent: { silenceMs: 1_500 } },
  { hangup: true },
];

type Product = { sandboxUrl: string; phoneNumber: string };

/**
 * Calls the running product once, records both directions as the caller's telephone has them, and writes the sound (8 kHz mu-law
 * WAV), captions (WebVTT) and what the front page draws (lines with times in ms, peaks 0 to 100 of each side) under `root`.
 */
export async function makeSampleCall(product: Product, root: string): Promise<{ durationMs: number; bytes: number }> {
  const heard: Buffer[] = [];
  const events: PersonEvent[] = [];
  const call = { from: "+14155550134", to: product.phoneNumber, script: SCRIPT };
  const telephone = await dial(product.sandboxUrl, call, (event) => events.push(event));
  const address = `${product.sandboxUrl.replace(/^http/, "ws")}/sandbox/calls/${telephone.callSid}/live?audio=1`;
  const listening = new WebSocket(address, { perMessageDeflate: false });
  listening.on("message", (data, isBinary) => isBinary && heard.push(data as Buffer));
  await telephone.done;
  const problem = events.find((event) => event.type === "problem");
  if (problem) throw new Error(`The call did not go as it should: ${problem.message}`);

  const lines = linesOf(events);
  const last = lines.at(-1);
  if (!last) throw new Error("Nobody spoke on the call.");
  const durationMs = Math.round(last.endMs + TAIL_MS);
  const agent = pcmOf(Buffer.concat(heard), durationMs);
  const caller = await callerSide(events, durationMs);
  const sum = Int16Array.from(agent, (sample, index) =>
    Math.max(-32_768, Math.min(32_767, sample + (caller[index] ?? 0))),
  );
  const wav = mulawWav(encodeMulaw(sum));
  const drawn = { durationMs, lines, peaks: { agent: peaksOf(agent), caller: peaksOf(caller) } };
  await writeFile(path.join(root, "public/sample-call.wav"), wav);
  await writeFile(path.join(root, "public/sample-call.vtt"), webVtt(lines));
  await writeFile(path.join(root, "components/public/sample-call.json"), `${JSON.stringify(drawn, undefined, 1)}\n`);
  await closeSynthesizer();
  return { durationMs, bytes: wav.length };
}

/** Who said what when; an agent's line that was talked over ends where it fell silent. */
function linesOf(events: readonly PersonEvent[]): SpokenLine[] {
  let startMs = 0;
  const lines: SpokenLine[] = [];
  const interrupted = new Set(events.flatMap((event) => (event.type === "agent.interrupted" ? [event.turn] : [])));
  for (const event of events) {
    if (event.type === "caller.speech.started") startMs = event.atMs;
    if (event.type === "caller.speech.ended")
      lines.push({ who: "caller", startMs: Math.round(startMs), endMs: Math.round(event.atMs), text: event.text });
    if (event.type === "agent.speech.ended")
      lines.push({
        who: "agent",
        startMs: Math.round(event.startedAtMs),
        endMs: Math.round(event.endedAtMs),
        text: event.text,
        ...(interrupted.has(event.turn) ? { interrupted: true } : {}),
      });
  }
  return lines.sort((a, b) => a.startMs - b.startMs);
}

/** The caller's words again: the same text and voice are always the same sound. */
async function callerSide(events: readonly PersonEvent[], durationMs: number): Promise<Int16Array> {
  const pcm = new Int16Array(durationMs * BYTES_PER_MS);
  for (const event of events) {
    if (event.type !== "caller.speech.started") continue;
    const spoken = decodeMulaw((await synthesize(event.text)).audio);
    const offset = Math.round(event.atMs * BYTES_PER_MS);
    pcm.set(spoken.subarray(0, Math.max(0, pcm.length - offset)), offset);
  }
  return pcm;
}

function pcmOf(mulaw: Buffer, durationMs: number): Int16Array {
  const pcm = new Int16Array(durationMs * BYTES_PER_MS);
  pcm.set(decodeMulaw(mulaw.subarray(0, pcm.length)));
  return pcm;
}

function peaksOf(pcm: Int16Array): number[] {
  const size = pcm.length / PEAKS;
  return Array.from({ length: PEAKS }, (_, index) => {
    const part = pcm.subarray(Math.floor(index * size), Math.floor((index + 1) * size));
    const power = part.reduce((total, sample) => total + sample * sample, 0) / Math.max(1, part.length);
    return Math.min(100, Math.round(Math.sqrt(power) / 80));
  });
}
