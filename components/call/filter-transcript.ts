import type { LiveCall, TranscriptItem } from "@/lib/domain/live-call/apply-event";
import type { VoiceFilter } from "./transcript-filter";

/** The call with the lines of one voice that contain the words; the very same call when nothing is asked for. */
export function filterTranscript(call: LiveCall, voice: VoiceFilter, text: string): LiveCall {
  const words = text.trim().toLowerCase();
  if (voice === "everyone" && words === "") return call;
  return { ...call, items: call.items.filter((item) => isOf(item, voice) && (words === "" || has(item, words))) };
}

const OF_AGENT: ReadonlySet<TranscriptItem["kind"]> = new Set(["answer", "tools", "knowledge"]);

function isOf(item: TranscriptItem, voice: VoiceFilter): boolean {
  if (voice === "everyone") return true;
  return voice === "agent" ? OF_AGENT.has(item.kind) : item.kind === "said";
}

function has(item: TranscriptItem, words: string): boolean {
  if (item.kind === "tools") return item.uses.some(({ name }) => name.toLowerCase().includes(words));
  if (item.kind === "knowledge")
    return item.passages.some(({ title, text }) => `${title} ${text}`.toLowerCase().includes(words));
  return item.text.toLowerCase().includes(words);
}
