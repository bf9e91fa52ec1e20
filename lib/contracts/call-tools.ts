import { z } from "zod";
import { IntegrationToolSpec } from "./integrations";
import { McpToolSpec } from "./mcp-servers";
import { HttpToolSpec } from "./tools";

/** One version of any tool that an organization has beside the product's own, whatever it is made of. */
export const CallToolSpec = z.union([HttpToolSpec, IntegrationToolSpec, McpToolSpec]);
export type CallToolSpec = z.output<typeof CallToolSpec>;
