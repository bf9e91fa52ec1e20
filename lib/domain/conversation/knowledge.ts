import { citationsOf } from "@/lib/domain/knowledge/citations";
import { knowledgeBlock } from "@/lib/domain/knowledge/knowledge-block";
import { admitsNotKnowing } from "@/lib/domain/knowledge/not-known";
import type { KnowledgePassage } from "@/lib/contracts/knowledge-passages";
import { sameWords, wordsOf } from "./interruption";
import { agentTurnId, type Lookup, type LookupFinding, type Speech } from "./state";
import type { Step } from "./step";

/** Look-ups while the caller speaks; what a turn really needs at its end comes on top. */
const MAX_AHEAD = 3;
/** With fewer words hardly anything is asked yet. */
const MIN_WORDS_AHEAD = 3;
/** Turns before it that a look-up is told, to know what "it" and "that" mean. */
const TURNS_BEFORE = 4;
/** Passages an answer may still refer to. */
const REMEMBERED = 20;

/** Starts looking for what the caller is saying, before they have finished: at a pause, or when the words stand still for a moment. */
export function lookAhead(step: Step, text: string): void {
  const { settings, knowledge, phase, caller } = step.state;
  if (settings.knowledge === null || phase !== "talking" || !caller || caller.lookups >= MAX_AHEAD) return;
  if (wordsOf(text).length < MIN_WORDS_AHEAD || isOf(knowledge.lookup, text)) return;
  step.set({ caller: { ...caller, lookups: caller.lookups + 1 } });
  start(step, text);
}

/** The look-up for what is to be answered now, begun if it was not; null where nothing can be looked up. */
export function lookupFor(step: Step, text: string): Lookup | null {
  const { settings, knowledge } = step.state;
  // In brackets stands what the engine says of the call, not what the caller said.
  if (settings.knowledge === null || text.trim() === "" || text.startsWith("(")) return null;
  return isOf(knowledge.lookup, text) ? knowledge.lookup : start(step, text);
}

/** The look-up for these words, if there is one. */
export const lookupOf = (step: Step, text: string): Lookup | null =>
  isOf(step.state.knowledge.lookup, text) ? step.state.knowledge.lookup : null;

const isOf = (lookup: Lookup | null, text: string): lookup is Lookup => lookup !== null && sameWords(lookup.text, text);

function start(step: Step, text: string): Lookup {
  const { knowledge, history } = step.state;
  const lookup: Lookup = { id: (knowledge.lookup?.id ?? 0) + 1, text, startedAtMs: step.nowMs, finding: null };
  step.set({ knowledge: { ...knowledge, lookup } });
  const before = history
    .filter(({ text: said }) => said.trim() !== "")
    .filter((entry) => !(entry.role === "caller" && entry === history.at(-1) && sameWords(entry.text, text)))
    .slice(-TURNS_BEFORE)
    .map(({ role, text: said }) => ({
      speaker: role === "caller" ? ("caller" as const) : ("agent" as const),
      text: said,
    }));
  step.effect({ kind: "look_up", lookupId: lookup.id, said: text, before });
  return lookup;
}

/** False when it is of a look-up that another one has replaced. */
export function onFound(step: Step, lookupId: number, finding: LookupFinding): boolean {
  const { lookup } = step.state.knowledge;
  if (lookup?.id !== lookupId || lookup.finding) return false;
  step.set({ knowledge: { ...step.state.knowledge, lookup: { ...lookup, finding } } });
  return true;
}

/** Nobody waits longer: what comes later is not used, so that the record holds all that was. */
export function giveUpLookup(step: Step): void {
  const { lookup } = step.state.knowledge;
  if (!lookup) return;
  const { id, text, startedAtMs } = lookup;
  const tookMs = step.nowMs - startedAtMs;
  onFound(step, id, { query: text, intent: "question", passages: [], tookMs, problem: "It was not found in time" });
}

/** What the model is told of the look-up, before the caller's words; null: nothing. */
export function blockOf(lookup: Lookup | null): string | null {
  // What could not be looked up may well be there: that nothing fits would be untrue.
  return lookup?.finding?.problem === null ? knowledgeBlock(lookup.finding) : null;
}

/** Records, once, what an answer that may be heard was given. Small talk for which nothing was looked up is no fact. */
export function tellLookup(step: Step, generation: number): void {
  const { lookup, toldId } = step.state.knowledge;
  if (!lookup?.finding || toldId === lookup.id) return;
  const { finding } = lookup;
  step.set({ knowledge: { ...step.state.knowledge, toldId: lookup.id } });
  if (finding.passages.length === 0 && finding.problem === null && finding.intent !== "question") return;
  recordFinding(step, generation, finding, "turn");
}

export function recordFinding(
  step: Step,
  generation: number,
  { query, intent, passages, tookMs, problem }: LookupFinding,
  origin: "turn" | "tool",
): void {
  step.fact({
    type: "knowledge.retrieved",
    turnId: agentTurnId(generation),
    origin,
    query,
    intent,
    passages: [...passages],
    tookMs,
    problem,
  });
  const { given } = step.state.knowledge;
  const fresh = new Set(passages.map(({ chunkId }) => chunkId));
  const kept: readonly KnowledgePassage[] = [...passages, ...given.filter(({ chunkId }) => !fresh.has(chunkId))];
  step.set({ knowledge: { ...step.state.knowledge, given: kept.slice(0, REMEMBERED) } });
}

/** What an answer rests on, by its own words; and when a question got none, that it had to stay open. */
export function tellCitations(step: Step, { generation, kind, text }: Speech): void {
  if (kind !== "answer") return;
  const { given, lookup, openId } = step.state.knowledge;
  const turnId = agentTurnId(generation);
  const citations = citationsOf(text, given);
  if (citations.length > 0) {
    step.fact({ type: "knowledge.cited", turnId, citations });
    return;
  }
  if (
    lookup?.finding?.intent !== "question" ||
    lookup.finding.problem !== null ||
    openId === lookup.id ||
    !admitsNotKnowing(text)
  )
    return;
  step.set({ knowledge: { ...step.state.knowledge, openId: lookup.id } });
  step.fact({ type: "question.unanswered", turnId, question: lookup.finding.query });
}
