"use client";

import type { McpToolSpec } from "@/lib/contracts/mcp-servers";
import type { ToolParameter } from "@/lib/contracts/tools";
import { propertiesOf } from "@/lib/domain/mcp-servers/offered-tool";
import { ToolTest } from "../../_components/tool-test";
import { testMcpToolAction } from "../actions";

type McpToolTestProps = Readonly<{ serverId: string; toolId: string; spec: McpToolSpec }>;

/** Tries an allowed tool of a server with a person's values. What is a list or an object is typed as JSON. */
export function McpToolTest({ serverId, toolId, spec }: McpToolTestProps) {
  const { inputSchema, bound } = spec.mcp;
  const parameters = Object.entries(propertiesOf(inputSchema)).map(([name, schema]) => ({
    ...typeOf(schema),
    name,
    source: bound.find(({ field }) => field === name)?.source ?? ("model" as const),
  }));
  const structured = new Set(parameters.filter(({ isStructured }) => isStructured).map(({ name }) => name));
  return (
    <ToolTest
      isWithin
      parameters={parameters}
      effect={spec.effect}
      test={({ input, bound: known }) =>
        testMcpToolAction(serverId, toolId, {
          input: Object.fromEntries(
            Object.entries(input).map(([name, value]) => [name, structured.has(name) ? parsed(value) : value]),
          ),
          bound: known,
        })
      }
    />
  );
}

type Typed = Pick<ToolParameter, "type" | "options"> & { isStructured: boolean };

function typeOf(schema: unknown): Typed {
  const { type, enum: options } = (typeof schema === "object" && schema !== null ? schema : {}) as Record<
    string,
    unknown
  >;
  const words = Array.isArray(options) ? options.filter((one): one is string => typeof one === "string") : [];
  if (words.length > 0) return { type: "choice", options: words, isStructured: false };
  const types = { number: "number", integer: "whole_number", boolean: "yes_no" } as const;
  const known = types[String(type) as keyof typeof types] ?? "text";
  return { type: known, options: [], isStructured: type === "object" || type === "array" };
}

function parsed(value: unknown): unknown {
  try {
    return JSON.parse(String(value)) as unknown;
  } catch {
    return value;
  }
}
