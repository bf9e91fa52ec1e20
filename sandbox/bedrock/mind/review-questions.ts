import type { JsonSchema } from "./tool-view";
import { firstWords, type ReviewedCall, type Sentence, sentencesOf } from "./transcript";
import { humanise, stems } from "./words";

const RUDE = /\b(?:shut up|stupid|whatever|your problem|not my problem|calm down|idiot|listen to me)\b/i;
const CLOSING =
  /\b(?:goodbye|bye|thank you for calling|thanks for calling|have a (?:great|good|nice)|take care|anything else)\b/i;
const DONE =
  /\b(?:is|are|has been|have been|you[’']re|I[’']ve|I have) (?:all )?(?:booked|cancelled|canceled|refunded|confirmed|sent)\b/i;
export const LOST =
  /\b(?:don[’']t (?:know|understand)|can[’']t (?:help|say|find|arrange|look)|not sure|did not (?:catch|understand)|could not get that|(?:I[’']m|I am) listening|tell me what you need)\b/i;
/** What a tool has done, as its result in the material says it. */
const TOOL_DID = /"(?:booked|moved|canceled|sent|ok|done|made)":\s*true/;

/** One item of a list that has an item for every key: what the request says about that key, held against the call. */
export function judgeQuestion(
  key: string,
  keyName: string,
  items: JsonSchema,
  call: ReviewedCall,
): Record<string, unknown> {
  const asked = questionAbout(key, call.around);
  const properties = items.properties ?? {};
  const judged =
    "broken" in properties
      ? judgeRule(asked, call)
      : "score" in properties
        ? scoreCriterion(`${humanise(key)} ${asked}`, call)
        : findValue(asked, call);
  const filled = Object.keys(properties).map((name) => [name, valueOf(name, judged)]);
  return { ...(Object.fromEntries(filled) as Record<string, unknown>), [keyName]: key };
}

interface Judged {
  readonly score: number | null;
  readonly broken: boolean;
  readonly value: string | null;
  readonly reason: string;
  readonly at: Sentence | undefined;
}

function valueOf(name: string, { score, broken, value, reason, at }: Judged): unknown {
  const quote = at && firstWords(at.text, 18);
  switch (humanise(name)) {
    case "score":
      return score;
    case "broken":
      return broken;
    case "value":
      return value;
    case "reason":
      return reason;
    case "quotes":
      return at ? [{ line: at.n, quote }] : [];
    case "line":
      return at?.n ?? null;
    case "quote":
      return quote ?? null;
    default:
      return null;
  }
}

/** The line of the request that is about a key. */
const questionAbout = (key: string, around: string): string =>
  around
    .split("\n")
    .find((line) =>
      new RegExp(String.raw`(?<![\w.-])${key.replaceAll(/[.*+?^$(){}|[\]\\]/g, String.raw`\$&`)}(?![\w-])`).test(line),
    ) ?? "";

function scoreCriterion(asked: string, call: ReviewedCall): Judged {
  const agent = sentencesOf(call, false);
  const none = { broken: false, value: null };
  const first = (pattern: RegExp) => agent.find(({ text }) => pattern.test(text));
  if (agent.length === 0) return { ...none, score: null, reason: "The agent said nothing.", at: undefined };
  if (/\bclos\w+|goodbye\b/i.test(asked)) {
    const bye = agent.slice(-3).find(({ text }) => CLOSING.test(text));
    return bye
      ? { ...none, score: 1, reason: "The agent said goodbye.", at: bye }
      : { ...none, score: 0.5, reason: "The call ended without a goodbye.", at: agent.at(-1) };
  }
  if (/\bpromis\w+/i.test(asked)) {
    const done = first(DONE);
    if (done && TOOL_DID.test(call.around))
      return { ...none, score: 1, reason: "It said that something is done, and a tool had done it.", at: done };
    return done
      ? { ...none, score: 0.25, reason: "It said that something is done.", at: done }
      : { ...none, score: 1, reason: "It promised nothing that it cannot do.", at: agent[0] };
  }
  if (/\bunderst\w+/i.test(asked)) {
    const lost = first(LOST);
    return lost
      ? { ...none, score: 0.5, reason: "It did not have the answer.", at: lost }
      : { ...none, score: 1, reason: "It answered what was asked.", at: agent.findLast(isNoGoodbye) ?? agent.at(-1) };
  }
  const rude = first(RUDE);
  if (rude) return { ...none, score: 0, reason: "The tone was not friendly.", at: rude };
  const long = agent.find(({ text }) => text.split(/\s+/).length > 45);
  if (/\bclear\b/i.test(asked) && long) return { ...none, score: 0.75, reason: "One answer was long.", at: long };
  return { ...none, score: 1, reason: "The tone was friendly all along.", at: agent[0] };
}

const isNoGoodbye = ({ text }: Sentence): boolean => !CLOSING.test(text);

/** Whether somebody said what a rule is about: half of its words in one sentence. */
function judgeRule(asked: string, call: ReviewedCall): Judged {
  const meaning = asked.split(":").slice(1).join(":");
  const wanted = stems(meaning.replace(/\bBroken (?:when|unless)[^:]*:?/i, ""));
  const ofCaller = /\bthe caller says\b/i.test(asked) ? true : /\bthe agent\b/i.test(asked) ? false : undefined;
  const at = sentencesOf(call, ofCaller).find(({ text }) => {
    const said = stems(text);
    return wanted.length > 0 && wanted.filter((root) => said.includes(root)).length * 2 >= wanted.length;
  });
  const broken = /\bBroken unless\b/i.test(asked) ? !at : at !== undefined;
  return {
    score: null,
    broken,
    value: null,
    reason: broken ? "The call does not keep to it." : "The call keeps to it.",
    at: broken ? at : undefined,
  };
}

function findValue(asked: string, call: ReviewedCall): Judged {
  const wanted = stems(asked.split(":").slice(1).join(":"));
  const at = sentencesOf(call, true).find(({ text }) => stems(text).some((root) => wanted.includes(root)));
  return { score: null, broken: false, value: at ? firstWords(at.text, 18) : null, reason: "", at };
}
