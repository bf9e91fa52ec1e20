import type { Situation } from "./situation";
import { asSentence, sentences } from "./words";

const ASKS_SUMMARY = /\bsummar(?:y|ies|i[sz]e|i[sz]ing|i[sz]ation)\b/i;

/** Whether the request is for a summary: asked for last, or told so by a prompt that is about nothing else. */
export function wantsSummary(situation: Situation): boolean {
  // A caller who asks for one in the middle of a call is answered by the agent, in its own voice.
  const isOnPhone = situation.tools.length > 0 && situation.turns.length > 1;
  if (ASKS_SUMMARY.test(situation.callerSaid)) return !isOnPhone;
  return situation.tools.length === 0 && /\bsummari[sz]e\b/i.test(situation.briefing.text.slice(0, 300));
}

/** The text that a summary or an extraction is made from: the transcript in the last message, or the conversation itself. */
export function sourceText(situation: Situation): string {
  const lines = situation.callerSaid.split("\n").map((line) => line.trim());
  const spoken = lines.filter((line) => /^[\p{L}][\p{L} ]{0,30}(?:\([^)]*\))?:\s+\S/u.test(line));
  if (spoken.length >= 2) return spoken.join("\n");
  const body = lines.filter((line) => line !== "" && !ASKS_SUMMARY.test(line) && !/\bjson\b/i.test(line));
  if (body.join(" ").length > 200) return body.join("\n");
  const said = situation.turns.slice(0, -1).map((turn) => `${turn.role === "user" ? "Caller" : "Agent"}: ${turn.text}`);
  return said.length > 0 ? said.join("\n") : body.join("\n");
}

/** What the caller said in a source text, or all of it when it does not say who speaks. */
export function callerLines(source: string): string[] {
  const lines = source.split("\n");
  const caller = lines.filter((line) => /^(?:caller|customer|user|client|guest|patient)\b[^:]*:/i.test(line));
  return (caller.length > 0 ? caller : lines).map((line) =>
    line.replace(/^[\p{L}][\p{L} ]{0,30}(?:\([^)]*\))?:\s+/u, ""),
  );
}

/** The first sentences that say something, taken as they are. */
export function extractSummary(source: string, most = 3): string {
  const said = callerLines(source).flatMap(sentences);
  const worthwhile = said.filter((sentence) => sentence.split(/\s+/).length > 3);
  const chosen = (worthwhile.length > 0 ? worthwhile : said).slice(0, most).map(asSentence);
  return chosen.length > 0 ? chosen.join(" ") : "Nothing was said.";
}
