import { askForJson, ModelAnswerError } from "@/lib/adapters/bedrock/ask-for-json";
import { createModelCatalog } from "@/lib/adapters/bedrock/model-catalog";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { modelCostUsd } from "@/lib/domain/billing/model-cost";
import { analysisAnswer, type AnalysisAnswer, type AnalysisQuestions } from "@/lib/domain/quality/analysis-answer";
import { ANALYSIS_SYSTEM, analysisText } from "@/lib/domain/quality/analysis-prompt";
import { rulesByMeaning } from "@/lib/domain/quality/compliance/by-meaning";
import { criteriaOf } from "@/lib/domain/quality/default-scorecard";
import { readAnswer, type ReadAnswer } from "@/lib/domain/quality/read-answer";
import { transcriptText } from "@/lib/domain/quality/transcript";
import { scoresSentiment } from "@/lib/domain/sentiment/score-text";
import { accountFor } from "../connections/account-for";
import type { CallToJudge } from "./call-to-judge";

/** Some 20,000 tokens. A call of four hours is longer: of it the beginning and the end are given. */
const MOST_CHARS = 80_000;
const MAX_TOKENS = 6_000;
const TIME_LIMIT_MS = 60_000;

type Spent = { model: string | null; inputTokens: number; outputTokens: number; costMicros: number | null };
export type Asked = Spent & { coverage: { lines: number; given: number } } & (
    | { kind: "answered"; answer: Extract<ReadAnswer, { kind: "sound" }> }
    /** `isPassing`: it may be answered in a while. */
    | { kind: "failed"; problem: string; isPassing: boolean }
  );

const micros = (usd: number | null): number | null => (usd === null ? null : Math.round(usd * 1_000_000));

/** Asks the organization's model once about a call that is over. Never throws for what a vendor does. */
export async function askAboutCall(call: CallToJudge): Promise<Asked> {
  const transcript = transcriptText(call.lines, MOST_CHARS);
  const coverage = { lines: call.lines.length, given: transcript.given.length };
  const { account } = await accountFor(call.organizationId, "bedrock");
  const nothing = { model: null, inputTokens: 0, outputTokens: 0, costMicros: 0, coverage };
  if (!account)
    return {
      ...nothing,
      kind: "failed",
      problem: "No language model is connected. Look at Connections.",
      isPassing: false,
    };
  const model = account.models.fast ?? createModelCatalog({ region: account.region }).haiku;
  const questions = questionsOf(call);
  const spent = (tokens: { inputTokens: number; outputTokens: number }) => ({
    model,
    ...tokens,
    costMicros: micros(modelCostUsd(model, tokens)),
    coverage,
  });
  try {
    const { value, inputTokens, outputTokens } = await askForJson(account, {
      modelId: model,
      system: ANALYSIS_SYSTEM,
      text: analysisText({
        businessName: call.business.name,
        agentName: call.agentName,
        direction: call.direction,
        language: call.language,
        transcript: transcript.text,
        facts: call.facts,
        passages: passagesIn(call.events.map(({ body }) => body)),
        tools: toolsIn(call.events.map(({ body }) => body)),
        questions,
      }),
      answer: {
        name: "judge_call",
        description: "What the call was, and how it did.",
        schema: analysisAnswer(questions),
      },
      maxTokens: MAX_TOKENS,
      temperature: 0,
      timeoutMs: TIME_LIMIT_MS,
    });
    const usage = { inputTokens, outputTokens };
    const answer = readAnswer(value as AnalysisAnswer, transcript.given, questions);
    return answer.kind === "sound"
      ? { ...spent(usage), kind: "answered", answer }
      : { ...spent(usage), kind: "failed", problem: `${answer.why}.`, isPassing: true };
  } catch (error) {
    if (!(error instanceof ModelAnswerError)) throw error;
    return { ...spent(error.usage), kind: "failed", problem: error.message, isPassing: error.isPassing };
  }
}

function questionsOf({ business, language }: CallToJudge): AnalysisQuestions {
  const { scorecard, rules } = business;
  return {
    criteria: criteriaOf(scorecard).filter(({ judge }) => judge === "model"),
    fields: scorecard.fields,
    rules: rulesByMeaning(rules.filter(({ enabled }) => enabled)),
    asksMood: !scoresSentiment(language),
  };
}

/** Each passage once, the last ones first: of a very long call the rest is cut. */
function passagesIn(bodies: readonly CallEventBody[]): { title: string; text: string }[] {
  const passages = bodies.flatMap((body) => (body.type === "knowledge.retrieved" ? body.passages : []));
  const each = new Map(passages.map(({ chunkId, title, text }) => [`${chunkId}\n${text}`, { title, text }]));
  return [...each.values()].reverse();
}

const toolsIn = (bodies: readonly CallEventBody[]): { name: string; ok: boolean; output: string }[] =>
  bodies.flatMap((body) =>
    body.type === "tool.finished" ? [{ name: body.name, ok: body.ok, output: JSON.stringify(body.output) ?? "" }] : [],
  );
