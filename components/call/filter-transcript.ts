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
  if (voice === "agent") return OF_AGENT.has(item.kind);
  return voice === "team" ? isOfTeam(item) : item.kind === "said" && item.speaker === "caller";
}

/** What somebody of the team did or said. */
export const isOfTeam = (item: TranscriptItem): boolean =>
  item.kind === "acted" || (item.kind === "said" && item.speaker === "human");

function has(item: TranscriptItem, words: string): boolean {
  if (item.kind === "tools") return item.uses.some(({ name }) => name.toLowerCase().includes(words));
  if (item.kind === "knowledge")
    return item.passages.some(({ title, text }) => `${title} ${text}`.toLowerCase().includes(words));
  return item.text.toLowerCase().includes(words);
}
