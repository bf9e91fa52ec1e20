import { sentenceFacts, type Fact } from "./read-facts";
import type { Thought } from "./thought";
import { asSentence, fold } from "./words";

/** A line of the conversation that somebody else of the business spoke: "[colleague Anna] You get …". */
const COLLEAGUES_LINE = /^\[colleague [^\]]+\]\s*/i;

/** What a line says without the mark of who spoke it; `facts` when it was a colleague, whose word counts. */
export function readLine(text: string): { said: string; facts: Fact[] } {
  const said = text.replace(COLLEAGUES_LINE, "");
  return { said, facts: said === text ? [] : sentenceFacts(said, "colleague said promised") };
}

const BLOCK = /<steering>([\s\S]*?)<\/steering>/i;
const TO_SAY: readonly (readonly [RegExp, (what: string) => string])[] = [
  [
    /^(?:tell (?:them|him|her|the caller)|let (?:them|the caller) know|say|mention|point out)(?: that)?[:,]?\s+(.+)$/i,
    (what) => what,
  ],
  [/^offer (?:them |him |her |the caller )?(.+)$/i, (what) => `I can offer you ${what}`],
  [
    /^ask (?:them |him |her |the caller )?(?:for|about) (.+)$/i,
    (what) => `May I ask about ${what.replace(/[.!]+$/, "")}?`,
  ],
];

const TO_TAKE_DOWN = /\bask for their name and number\b[^.]*\btake_message\b/i;

/** Whether a prompt tells it to have the caller leave word, whatever they say next. */
export const isToTakeDown = (system: string): boolean => TO_TAKE_DOWN.test(system);

/** What a prompt's block of steering tells it to say, in its own words. */
export function toldToSay(system: string): string[] {
  const block = BLOCK.exec(system)?.[1] ?? "";
  return block.split("\n").flatMap((line) => {
    const item = /^-\s+(.+)$/.exec(line)?.[1];
    if (!item) return [];
    for (const [form, say] of TO_SAY) {
      const what = form.exec(item.trim())?.[1];
      if (what) return [asSentence(say(what))];
    }
    return [];
  });
}

/** An answer with what it was told to say, once: what stands in the conversation already is not said again. */
export function obeySteering(thoughts: Thought[], system: string, spoken: readonly string[]): Thought[] {
  const open = toldToSay(system).filter((words) => !spoken.some((text) => fold(text).includes(fold(words))));
  const at = thoughts.findLastIndex(({ kind }) => kind === "text");
  if (open.length === 0 || at < 0) return thoughts;
  return thoughts.map((thought, index) =>
    index === at && thought.kind === "text" ? { ...thought, text: [thought.text, ...open].join(" ") } : thought,
  );
}
