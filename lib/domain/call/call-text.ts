import type { CallRecord } from "@/lib/contracts/calls";
import type { CallNote } from "@/lib/contracts/notes";
import { plainNote } from "./note-text";

/** One line of what was said; of an agent's answer what was heard, and the rest apart. */
export type SaidLine = {
  speaker: "caller" | "agent" | "human";
  startMs: number;
  text: string;
  unheard: string;
  at: string;
};

/** All of a call that an export holds. */
export type CallToRead = { call: CallRecord; said: readonly SaidLine[]; notes: readonly CallNote[] };

const NAMES = { caller: "Caller", agent: "Agent", human: "Person" };
export const speakerName = (speaker: SaidLine["speaker"]): string => NAMES[speaker];

export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (number: number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A moment as the business sees it. */
export const localTime = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(at));

/** What is known of the call, name by name. */
export function factsOf({ call }: CallToRead): [string, string][] {
  const facts: [string, string | null][] = [
    ["Business", call.businessName],
    ["Agent", call.agentVersion === null ? `${call.agentName} (draft)` : `${call.agentName} v${call.agentVersion}`],
    ["Direction", call.direction],
    ["From", call.from],
    ["To", call.to],
    ["Started", `${localTime(call.startedAt, call.timeZone)} (${call.timeZone})`],
    ["Duration", call.durationMs === null ? null : clock(call.durationMs)],
    ["Status", call.status.replaceAll("_", " ")],
    ["How it ended", call.endReason],
    ["Outcome", call.outcome?.replaceAll("_", " ") ?? null],
    ["Resolved", call.resolved === null ? null : call.resolved ? "yes" : "no"],
    ["Score", call.qaScore === null ? null : call.qaScore.toFixed(2)],
    ["Sentiment, mean", call.sentimentMean === null ? null : call.sentimentMean.toFixed(2)],
    ["Open findings", call.findings === 0 ? null : String(call.findings)],
    ["Tags", call.tags.join(", ") || null],
    ["Call", call.id],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== null && fact[1] !== "");
}

/** The call as plain text. Line breaks within what was said cannot pretend to be another line. */
export function callText(read: CallToRead): string {
  const width = Math.max(...factsOf(read).map(([name]) => name.length));
  const facts = factsOf(read).map(([name, value]) => `${`${name}:`.padEnd(width + 2)}${oneLine(value)}`);
  const said = read.said.map(
    ({ speaker, startMs, text, unheard }) =>
      `${clock(startMs).padStart(7)}  ${speakerName(speaker).padEnd(7)} ${oneLine(text)}${unheard ? ` [not heard: ${oneLine(unheard)}]` : ""}`,
  );
  const notes = read.notes.map(
    (note) =>
      `${note.authorName}, ${localTime(note.createdAt, read.call.timeZone)}, ${note.category.replaceAll("_", " ")}` +
      `${note.tags.length > 0 ? ` [${note.tags.join(", ")}]` : ""}\n${plainNote(note.text)}`,
  );
  return [
    facts.join("\n"),
    "Transcript",
    said.length > 0 ? said.join("\n") : "Nobody spoke in this call.",
    ...(notes.length > 0 ? ["Notes", ...notes] : []),
    "",
  ].join("\n\n");
}

export const oneLine = (text: string): string => text.replaceAll(/[\r\n\u2028\u2029]+/g, " ");
