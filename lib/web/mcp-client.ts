import "server-only";
import { createMcpClient, type McpClient } from "@/lib/adapters/mcp/mcp-client";
import { resolveBySystem } from "@/lib/adapters/web-fetch/address-guard";
import { webEnv } from "@/lib/env/web";

let client: (McpClient & { now(): Date }) | null = null;

/** How MCP servers are reached: those of the public internet, and what this installation allows within. */
export function mcpClient(): McpClient & { now(): Date } {
  const allow = webEnv().WEB_FETCH_ALLOW?.split(",") ?? [];
  client ??= { ...createMcpClient({ allow, resolve: resolveBySystem }, () => Date.now()), now: () => new Date() };
  return client;
}
