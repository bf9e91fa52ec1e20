import { ToolName } from "@/lib/contracts/agent-config";
import { inputSchemaOf, TOOL_DEFINITIONS } from "@/lib/domain/tools/tool-specs";
import { estimateTokens } from "./estimate-tokens";

/** About how many tokens the model is told of each tool. Apart from what uses it, so that a browser need not make schemas. */
export const TOOL_TOKENS = Object.fromEntries(
  ToolName.options.map((name) => {
    const definition = TOOL_DEFINITIONS[name];
    const told = `${name}\n${definition.description}\n${JSON.stringify(inputSchemaOf(definition))}`;
    return [name, estimateTokens(told)];
  }),
) as Record<ToolName, number>;
