import type { CallToolSpec } from "@/lib/contracts/call-tools";
import { findAction } from "@/lib/domain/integrations/catalogue";
import { modelSchemaOfMcp } from "@/lib/domain/mcp-servers/call-input";
import { modelSchemaOf } from "./http-tool/model-input";

/** JSON Schema of what a model gives for a tool, whatever that is made of; null: it cannot be used any more. */
export function askedSchemaOf(spec: CallToolSpec): Record<string, unknown> | null {
  if ("mcp" in spec) return modelSchemaOfMcp(spec);
  const asked = "vendor" in spec ? findAction(spec.vendor, spec.action) : spec;
  return asked ? modelSchemaOf(asked) : null;
}
