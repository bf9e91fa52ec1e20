import { offeredTools, type ConverseRequest } from "../request";
import type { Thought } from "./thought";

/** What a model gives that has lost its way: of the protocol's shape, and of no use. A tool that must be used is used with what nobody asked for. */
export function talkNonsense(request: ConverseRequest): Thought[] {
  const choice = request.toolConfig?.toolChoice;
  const forced = choice?.tool?.name ?? (choice?.any ? offeredTools(request)[0]?.name : undefined);
  if (forced === undefined)
    return [{ kind: "text", text: "Colourless green ideas sleep furiously beside the gostak." }];
  return [{ kind: "tool", name: forced, input: { doshes: ["the gostak", 42, null], colour: { of: "ideas" } } }];
}
