import { says } from "./intents";
import { leavesOf, sayLeaf } from "./json-leaves";
import { vary } from "./phrases";
import type { FreshResult, Situation } from "./situation";
import type { Thought } from "./thought";
import { asSentence, humanise, listOf } from "./words";

/** What a tool answers that does nothing before the caller has agreed. */
const AGREE_FIRST = /\b(?:caller|customer|user) (?:has|have|must|needs?) (?:to )?(?:agree|confirm|say yes)\b/i;
const SHALL_I = "Shall I do that?";

/** The question by which a caller is asked whether a tool may do what it would do; undefined where it asks for none. */
export function askToAgree({ toolName, input, result }: FreshResult): string | undefined {
  if (!AGREE_FIRST.test(JSON.stringify(result.content))) return undefined;
  const details = [...leavesOf(typeof input === "object" && input !== null ? { ...input } : {})].map(sayLeaf);
  const what = [humanise(toolName), listOf(details)].filter(Boolean).join(": ");
  return `${asSentence(`I would do this for you: ${what}`)} ${SHALL_I}`;
}

/** A caller's yes to that question uses the tool with exactly what was asked; their no leaves it. Undefined: nothing was asked, or they said something else. */
export function afterAgreeing({ lastSaid, callerSaid, everyCall }: Situation): Thought[] | undefined {
  const last = everyCall.at(-1);
  if (!last || !lastSaid.endsWith(SHALL_I)) return undefined;
  if (says.yes(callerSaid)) return [{ kind: "tool", name: last.name, input: last.input }];
  if (says.no(callerSaid))
    return [{ kind: "text", text: `Alright, I will not do it. ${vary("anythingElse", lastSaid)}` }];
  return undefined;
}
