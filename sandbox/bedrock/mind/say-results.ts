import { askToAgree } from "./agreeing";
import { sayNumber } from "./extract";
import { sameInput } from "./message-taking";
import { passagesOf } from "./passages";
import { vary } from "./phrases";
import { goodbye } from "./introductions";
import type { FreshResult, Situation } from "./situation";
import { fieldOf } from "./slots";
import { offer } from "./steps";
import { sayResult } from "./tool-results";

/** What a tool's result comes to for the caller: what it says, what failed, and no more than that. */
export function sayFresh(fresh: FreshResult, situation: Situation): string {
  const kind = kindOf(fresh, situation);
  const question = askToAgree(fresh);
  if (question) return question;
  if (fresh.result.status === "error") return sayFailure(fresh, kind, situation);
  if (fresh.result.content.some(({ json }) => isUnfinished(json)))
    return "That is still under way. One moment, please.";
  if (kind === "end") return situation.saidSince === "" ? goodbye(situation) : "Goodbye.";
  // Passages are answered from like those that come with a question, not read out.
  if (passagesOf(fresh.result)) return "";
  const spoken = sayResult(fresh, situation.callerSaid);
  if (kind === "message") return sayTaken(fresh, spoken, situation);
  if (kind === "transfer") return spoken || "I am putting you through now.";
  if (kind === "search") return spoken || `${vary("unknown", situation.lastSaid)} ${offer(situation)}`;
  return spoken || "That is done.";
}

function sayFailure(fresh: FreshResult, kind: string, situation: Situation): string {
  if (kind === "end") return "Goodbye.";
  const input = typeof fresh.input === "object" && fresh.input !== null ? { ...fresh.input } : {};
  const earlier = situation.pastCalls.findLast(
    ({ name, input: given }) => name === fresh.toolName && sameInput(given, input),
  );
  if (earlier && kind === "other") return sayResult({ ...fresh, result: earlier.result }, situation.callerSaid);
  const canOffer = kind !== "message" && situation.tools.some((tool) => tool.kind === "message");
  const what =
    kind === "transfer"
      ? "I'm sorry, I could not connect you."
      : kind === "message"
        ? "I'm sorry, your message could not be saved."
        : "I'm sorry, I could not get that just now.";
  return `${what} ${canOffer ? offer(situation) : vary("anythingElse", situation.lastSaid)}`;
}

/** What the tool says it did, and the number it was given when that was not read back before. */
function sayTaken(fresh: FreshResult, spoken: string, situation: Situation): string {
  const tool = situation.tools.find(({ name }) => name === fresh.toolName);
  const input = typeof fresh.input === "object" && fresh.input !== null ? { ...fresh.input } : {};
  const number = (input as Record<string, unknown>)[(tool && fieldOf(tool, "phone")?.name) ?? ""];
  const aloud = typeof number === "string" && number !== "" ? sayNumber(number) : "";
  const wasRead =
    aloud === "" || situation.turns.some(({ role, text }) => role === "assistant" && text.includes(aloud));
  const readBack = wasRead ? "" : `The number I have is ${aloud}.`;
  const done = spoken || "Thank you, I have taken your message.";
  return [done, readBack, vary("anythingElse", situation.lastSaid)].filter(Boolean).join(" ");
}

function isUnfinished(json: unknown): boolean {
  return (
    typeof json === "object" &&
    json !== null &&
    "status" in json &&
    /running|pending|progress/i.test(String(json.status))
  );
}

export function kindOf(fresh: FreshResult, situation: Situation) {
  return situation.tools.find((tool) => tool.name === fresh.toolName)?.kind ?? "other";
}
