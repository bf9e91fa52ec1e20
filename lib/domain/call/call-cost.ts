import type { CallEventBody } from "@/lib/contracts/live/events";
import {
  HEARING_PER_MINUTE,
  SPEAKING_PER_1000,
  STREAM_PER_MINUTE,
  TELEPHONE_PER_MINUTE,
  TOKENS_PER_MILLION,
} from "./prices";

export type CostPart = { part: "phone" | "hearing" | "speaking" | "model"; usd: number; what: string };
/** `unpriced`: models whose price is not known; what they cost is not in the sum. */
export type CallCost = { parts: CostPart[]; totalUsd: number; unpriced: string[] };

type Usage = { inputTokens: number; outputTokens: number; cacheReadTokens: number; cacheWriteTokens: number };
type Answer = { model: string | null; letters: number; usage: Usage | null };
export type CostedCall = {
  channel: "phone" | "browser";
  direction: "inbound" | "outbound";
  durationMs: number;
  answers: readonly Answer[];
};

/** What the vendors charge for a call by their list prices: telephones by begun minutes, hearing by its time, speaking by letters, models by tokens. */
export function callCost({ channel, direction, durationMs, answers }: CostedCall): CallCost {
  const minutes = durationMs / 60_000;
  const begun = Math.ceil(minutes);
  const letters = answers.reduce((sum, answer) => sum + answer.letters, 0);
  let modelUsd = 0;
  let tokens = 0;
  const unpriced = new Set<string>();
  for (const { model, usage } of answers) {
    if (!usage) continue;
    const price = TOKENS_PER_MILLION.find(([name]) => model?.includes(name))?.[1];
    if (!price) unpriced.add(model ?? "unknown");
    tokens += usage.inputTokens + usage.outputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
    modelUsd += price
      ? (usage.inputTokens * price.input +
          usage.outputTokens * price.output +
          usage.cacheReadTokens * price.cacheRead +
          usage.cacheWriteTokens * price.cacheWrite) /
        1_000_000
      : 0;
  }
  const phoneUsd = channel === "phone" ? begun * (TELEPHONE_PER_MINUTE[direction] + STREAM_PER_MINUTE) : 0;
  const parts: CostPart[] = [
    { part: "model", usd: modelUsd, what: `${tokens.toLocaleString("en-US")} tokens` },
    { part: "speaking", usd: (letters / 1000) * SPEAKING_PER_1000, what: `${letters.toLocaleString("en-US")} letters` },
    { part: "hearing", usd: minutes * HEARING_PER_MINUTE, what: `${minutes.toFixed(1)} minutes` },
    { part: "phone", usd: phoneUsd, what: channel === "phone" ? `${begun} begun minutes` : "in the browser" },
  ];
  return { parts, totalUsd: parts.reduce((sum, { usd }) => sum + usd, 0), unpriced: [...unpriced] };
}

/** Takes what is charged from the call's facts; of an answer that was asked for twice, both. */
export function costOfEvents(
  call: { channel: "phone" | "browser"; direction: "inbound" | "outbound"; durationMs: number | null },
  events: readonly { body: CallEventBody }[],
): CallCost {
  const models = new Map<string, string | null>();
  const answers: Answer[] = [];
  for (const { body } of events) {
    if (body.type === "answer.written") models.set(body.turnId, body.model);
    if (body.type === "answer.ended")
      answers.push({ model: models.get(body.turnId) ?? null, letters: body.text.length, usage: body.usage });
  }
  return callCost({ ...call, durationMs: call.durationMs ?? 0, answers });
}
