import type { CallEventBody } from "@/lib/contracts/live/events";
import { modelCostUsd, type ModelUsage } from "../billing/model-cost";
import { smsSegments } from "../texts/segments";
import {
  HEARING_PER_MINUTE,
  SPEAKING_PER_1000,
  STREAM_PER_MINUTE,
  TELEPHONE_PER_MINUTE,
  TEXT_PER_SEGMENT,
} from "./prices";

export type CostPart = { part: "phone" | "hearing" | "speaking" | "model" | "texts"; usd: number; what: string };
/** `unpriced`: models whose price is not known; what they cost is not in the sum. */
export type CallCost = { parts: CostPart[]; totalUsd: number; unpriced: string[] };

type Usage = Required<ModelUsage>;
type Answer = { model: string | null; letters: number; usage: Usage | null };
export type CostedCall = {
  channel: "phone" | "browser";
  direction: "inbound" | "outbound";
  durationMs: number;
  answers: readonly Answer[];
  /** How many text messages the network counts what was texted in it as. */
  textSegments?: number;
};

/** What the vendors charge for a call by their list prices: telephones by begun minutes, hearing by its time, speaking by letters, models by tokens, text messages by segments. */
export function callCost({ channel, direction, durationMs, answers, textSegments = 0 }: CostedCall): CallCost {
  const minutes = durationMs / 60_000;
  const begun = Math.ceil(minutes);
  const letters = answers.reduce((sum, answer) => sum + answer.letters, 0);
  let modelUsd = 0;
  let tokens = 0;
  const unpriced = new Set<string>();
  for (const { model, usage } of answers) {
    if (!usage) continue;
    const usd = modelCostUsd(model ?? "", usage);
    if (usd === null) unpriced.add(model ?? "unknown");
    tokens += usage.inputTokens + usage.outputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
    modelUsd += usd ?? 0;
  }
  const phoneUsd = channel === "phone" ? begun * (TELEPHONE_PER_MINUTE[direction] + STREAM_PER_MINUTE) : 0;
  const parts: CostPart[] = [
    { part: "model", usd: modelUsd, what: `${tokens.toLocaleString("en-US")} tokens` },
    { part: "speaking", usd: (letters / 1000) * SPEAKING_PER_1000, what: `${letters.toLocaleString("en-US")} letters` },
    { part: "hearing", usd: minutes * HEARING_PER_MINUTE, what: `${minutes.toFixed(1)} minutes` },
    {
      part: "phone",
      usd: phoneUsd,
      what: channel === "phone" ? `${begun} begun ${begun === 1 ? "minute" : "minutes"}` : "in the browser",
    },
    ...(textSegments > 0
      ? [
          {
            part: "texts" as const,
            usd: textSegments * TEXT_PER_SEGMENT,
            what: `${textSegments} ${textSegments === 1 ? "text message" : "text messages, as the network counts"}`,
          },
        ]
      : []),
  ];
  return { parts, totalUsd: parts.reduce((sum, { usd }) => sum + usd, 0), unpriced: [...unpriced] };
}

/** Takes what is charged from the call's facts; of an answer that was asked for twice, both. `models`: the model's id behind each name the facts have. */
export function costOfEvents(
  call: { channel: "phone" | "browser"; direction: "inbound" | "outbound"; durationMs: number | null },
  events: readonly { body: CallEventBody }[],
  models: Readonly<Record<string, string>>,
): CallCost {
  const named = new Map<string, string | null>();
  const answers: Answer[] = [];
  let textSegments = 0;
  for (const { body } of events) {
    if (body.type === "text.sent") textSegments += smsSegments(body.text);
    if (body.type === "answer.written") named.set(body.turnId, body.model);
    if (body.type !== "answer.ended") continue;
    const name = named.get(body.turnId) ?? null;
    answers.push({
      model: name === null ? null : (models[name] ?? name),
      letters: body.text.length,
      usage: body.usage,
    });
  }
  return callCost({ ...call, durationMs: call.durationMs ?? 0, answers, textSegments });
}
