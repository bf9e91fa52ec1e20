import { offeredTools, type ConverseRequest } from "../request";
import { answerCaller, answerResults } from "./conversation";
import { fillFromDocument, findDocument } from "./document";
import { reviewCall } from "./review";
import { readSituation } from "./situation";
import { obeySteering } from "./steering";
import { fillSchema, findOutputSchema } from "./structured";
import { extractSummary, sourceText, wantsSummary } from "./summary";
import type { Thought } from "./thought";
import { asSchema } from "./tool-view";
import { findTranscript } from "./transcript";

/**
 * Decides what to answer, from the request alone and always the same: prompt, conversation, tools. It extracts and
 * matches words; it understands nothing. Results of tools are spoken, forced tools and JSON are filled by extraction,
 * summaries are the first sentences, everything else is a turn on the telephone.
 */
export function think(request: ConverseRequest, context: { readonly nowMs: number }): Thought[] {
  const situation = readSituation(request, context.nowMs);
  const choice = request.toolConfig?.toolChoice;
  const tools = offeredTools(request);
  const forced = choice?.tool?.name ?? (choice?.any && tools.length === 1 ? tools[0]?.name : undefined);
  const spec = tools.find((tool) => tool.name === forced);
  if (spec) return [fillTool(spec.name, spec.inputSchema.json)];
  const schema = findOutputSchema(request, situation.callerSaid);
  if (schema) return [{ kind: "text", text: JSON.stringify(fillSchema(schema, sourceText(situation))) }];
  if (situation.freshResults.length === 0 && wantsSummary(situation)) {
    return [{ kind: "text", text: extractSummary(sourceText(situation)) }];
  }
  const answer = situation.freshResults.length > 0 ? answerResults(situation) : answerCaller(situation);
  const spoken = situation.turns.flatMap(({ role, text }) => (role === "assistant" ? [text] : []));
  const thoughts = obeySteering(answer, situation.briefing.text, spoken);
  const first = tools[0];
  if (choice?.any && first && !thoughts.some((thought) => thought.kind === "tool")) {
    return [fillTool(first.name, first.inputSchema.json)];
  }
  return thoughts;

  function fillTool(name: string, inputSchema: unknown): Thought {
    const call = findTranscript(situation.callerSaid);
    if (call) return { kind: "tool", name, input: reviewCall(asSchema(inputSchema), call) };
    const document = findDocument(situation.callerSaid);
    if (document) return { kind: "tool", name, input: fillFromDocument(asSchema(inputSchema), document) };
    const filled = fillSchema({ ...asSchema(inputSchema), type: "object" }, sourceText(situation));
    return { kind: "tool", name, input: filled as Record<string, unknown> };
  }
}
