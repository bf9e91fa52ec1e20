import { countTokens } from "./tokens";

/** One block of an answer before it goes on the wire. */
export type AnswerBlock =
  | { readonly kind: "reasoning"; readonly text: string; readonly signature: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "tool"; readonly toolUseId: string; readonly name: string; readonly inputJson: string };

type StopReason = "end_turn" | "tool_use" | "max_tokens" | "stop_sequence";

export interface Answer {
  readonly blocks: readonly AnswerBlock[];
  readonly stopReason: StopReason;
  readonly outputTokens: number;
}

/** Cuts an answer where a stop sequence or the token limit ends it, and names why it stopped. */
export function limitAnswer(
  blocks: readonly AnswerBlock[],
  limits: { maxTokens: number; stopSequences: readonly string[] },
): Answer {
  const kept: AnswerBlock[] = [];
  let leftTokens = limits.maxTokens;
  let outputTokens = 0;
  for (const block of blocks) {
    let written = block.kind === "tool" ? block.inputJson : block.text;
    let stopped: StopReason | undefined;
    if (block.kind === "text") {
      const cuts = limits.stopSequences.map((sequence) => written.indexOf(sequence)).filter((at) => at >= 0);
      if (cuts.length > 0) {
        written = written.slice(0, Math.min(...cuts));
        stopped = "stop_sequence";
      }
    }
    // A tool block costs its name as well as its input.
    const overheadTokens = block.kind === "tool" ? countTokens(block.name) : 0;
    if (countTokens(written) + overheadTokens > leftTokens) {
      written = written.slice(0, Math.max(0, leftTokens - overheadTokens) * 4);
      stopped = "max_tokens";
    }
    const usedTokens = countTokens(written) + overheadTokens;
    leftTokens -= usedTokens;
    outputTokens += usedTokens;
    if (written !== "" || block.kind === "tool") {
      kept.push(block.kind === "tool" ? { ...block, inputJson: written } : { ...block, text: written });
    }
    if (stopped) return { blocks: kept, stopReason: stopped, outputTokens };
  }
  const usesTools = kept.some((block) => block.kind === "tool");
  return { blocks: kept, stopReason: usesTools ? "tool_use" : "end_turn", outputTokens };
}
