/** What a language has of VADER's ingredients. Words are in lower case with straight apostrophes. */
export type ValenceRules = {
  /** Of a word alone, -4 to 4. */
  words: ReadonlyMap<string, number>;
  /** Of several words together, in place of what they mean alone. */
  phrases: ReadonlyMap<string, number>;
  boosters: ReadonlySet<string>;
  dampeners: ReadonlySet<string>;
  /** Turn what comes within three words after them … */
  negations: ReadonlySet<string>;
  /** … and these also what stands up to so many words before them: "funktioniert nicht", "ne marche pas". */
  negationsAfter: { words: ReadonlySet<string>; reach: number } | null;
  /** After these counts what was meant. */
  contrasts: ReadonlySet<string>;
};

/** The published constants: Hutto & Gilbert (2014). */
const BOOST = 0.293;
const CAPITALS = 0.733;
const NEGATED = -0.74;
const BOOST_BY_DISTANCE = [1, 0.95, 0.9];
const EXCLAMATION = 0.292;
const QUESTION = 0.18;
const ALPHA = 15;

type Word = { text: string; capitals: boolean; clause: number; sentence: number; valence: number };

/** `compound` -1 to 1; the others are the shares of what is good, neither and bad in it, 0 to 1, together 1. */
export type Valence = { compound: number; positive: number; neutral: number; negative: number };

/**
 * VADER's compound of a text, 0 when no word of it says anything, and its shares: a word that says something weighs one more than its valence, one that
 * says nothing 1. Two things differ from the published program, since this is speech written down: no rule reaches over a comma or full stop
 * ("No, that is great"), and "but" counts within its sentence.
 */
export function valenceOf(text: string, rules: ValenceRules): Valence {
  const words = wordsOf(text, rules);
  const valences = words.map((_, index) => valenceAt(words, index, rules));
  weighContrasts(words, valences, rules);
  const sum = valences.reduce((total, valence) => total + valence, 0);
  const emphasis = emphasisOf(text);
  const emphasised = sum === 0 ? 0 : sum + Math.sign(sum) * emphasis;
  const compound = emphasised === 0 ? 0 : rounded(emphasised / Math.sqrt(emphasised * emphasised + ALPHA), 10_000);
  let positive = 0;
  let negative = 0;
  let neutral = 0;
  for (const valence of valences) {
    if (valence > 0) positive += valence + 1;
    else if (valence < 0) negative += 1 - valence;
    else neutral += 1;
  }
  if (positive > negative) positive += emphasis;
  else if (negative > positive) negative += emphasis;
  const total = positive + negative + neutral;
  if (total === 0) return { compound, positive: 0, neutral: 1, negative: 0 };
  const share = (part: number) => rounded(part / total, 1_000);
  return { compound, positive: share(positive), neutral: share(neutral), negative: share(negative) };
}

const rounded = (value: number, steps: number): number => Math.round(value * steps) / steps;

/** The words with the valence each has by itself; a phrase's stands with its last word. */
function wordsOf(text: string, rules: ValenceRules): Word[] {
  const words: Word[] = [];
  let clause = 0;
  let sentence = 0;
  for (const token of text.replaceAll("’", "'").match(/[\p{L}\p{N}'-]+|[.!?]+|[,;:]/gu) ?? []) {
    if (/^[.!?]/.test(token)) sentence += 1;
    if (/^[.!?,;:]/.test(token)) {
      clause += 1;
      continue;
    }
    const bare = token.replace(/^['-]+|['-]+$/g, "");
    if (bare === "") continue;
    const lower = bare.toLowerCase();
    const capitals = bare.length > 1 && bare === bare.toUpperCase() && bare !== lower;
    words.push({ text: lower, capitals, clause, sentence, valence: rules.words.get(lower) ?? 0 });
  }
  applyPhrases(words, rules.phrases);
  const shouted = words.filter((word) => word.capitals).length;
  if (shouted === words.length) for (const word of words) word.capitals = false;
  return words;
}

const LONGEST_PHRASE = 5;

function applyPhrases(words: Word[], phrases: ReadonlyMap<string, number>): void {
  for (let start = 0; start < words.length; start += 1) {
    for (let length = Math.min(LONGEST_PHRASE, words.length - start); length >= 2; length -= 1) {
      const part = words.slice(start, start + length);
      const valence = phrases.get(part.map(({ text }) => text).join(" "));
      if (valence === undefined) continue;
      for (const word of part) Object.assign(word, { valence: 0, text: "" });
      Object.assign(words[start + length - 1] ?? {}, { valence });
      start += length - 1;
      break;
    }
  }
}

function valenceAt(words: readonly Word[], index: number, rules: ValenceRules): number {
  const word = words[index];
  if (!word || word.valence === 0 || isModifier(word, rules)) return 0;
  const sign = Math.sign(word.valence);
  let valence = word.valence + (word.capitals ? sign * CAPITALS : 0);
  let negated = false;
  for (let distance = 1; distance <= 3; distance += 1) {
    const before = words[index - distance];
    if (!before || before.clause !== word.clause) break;
    const step = rules.boosters.has(before.text) ? BOOST : rules.dampeners.has(before.text) ? -BOOST : 0;
    if (step !== 0)
      valence += sign * (step + (before.capitals ? CAPITALS : 0)) * (BOOST_BY_DISTANCE[distance - 1] ?? 0);
    if (isNegation(before.text, rules)) negated = !negated;
  }
  if (!negated && negatedAfter(words, index, rules)) negated = true;
  return negated ? valence * NEGATED : valence;
}

const isModifier = ({ text }: Word, { boosters, dampeners }: ValenceRules): boolean =>
  boosters.has(text) || dampeners.has(text);

const isNegation = (text: string, { negations }: ValenceRules): boolean =>
  negations.has(text) || (text.endsWith("n't") && text !== "n't");

/** Whether a word is turned by one behind it that does not turn something else: "gefällt mir nicht", but not "gut, nicht schlecht". */
function negatedAfter(words: readonly Word[], index: number, rules: ValenceRules): boolean {
  const { negationsAfter } = rules;
  const word = words[index];
  if (!negationsAfter || !word) return false;
  for (let distance = 1; distance <= negationsAfter.reach; distance += 1) {
    const after = words[index + distance];
    if (!after || after.clause !== word.clause || after.valence !== 0) return false;
    if (!negationsAfter.words.has(after.text)) continue;
    const turned = words.slice(index + distance + 1, index + distance + 4);
    return !turned.some((next) => next.clause === word.clause && next.valence !== 0);
  }
  return false;
}

/** Within a sentence what comes before a "but" counts half, and what comes after it half as much again. */
function weighContrasts(words: readonly Word[], valences: number[], { contrasts }: ValenceRules): void {
  const last = new Map<number, number>();
  words.forEach(({ text, sentence }, index) => contrasts.has(text) && last.set(sentence, index));
  words.forEach(({ sentence }, index) => {
    const contrast = last.get(sentence);
    if (contrast !== undefined) valences[index] = (valences[index] ?? 0) * (index < contrast ? 0.5 : 1.5);
  });
}

function emphasisOf(text: string): number {
  const exclamations = Math.min(text.split("!").length - 1, 4);
  const questions = text.split("?").length - 1;
  return exclamations * EXCLAMATION + (questions < 2 ? 0 : questions <= 3 ? questions * QUESTION : 0.96);
}
