import type { McpSent } from "@/lib/domain/mcp-servers/read-result";
import { type FreshDeps, freshTarget } from "./fresh-target";
import type { McpTarget } from "./server-row";

type Wanted = {
  tool: string;
  input: Record<string, unknown>;
  runId: string;
  timeoutMs: number;
  check(tools: readonly unknown[]): string | null;
};

export type AskDeps = FreshDeps & {
  /** Never rejects. */
  call(target: McpTarget, wanted: Wanted): Promise<McpSent>;
};

/** Has a server run a tool. Tokens that it does not take are renewed and it is asked once more: what it did not let in it has not begun. */
export async function askServer(target: McpTarget, deps: AskDeps, wanted: Wanted): Promise<McpSent> {
  const fresh = await freshTarget(target, deps);
  if ("problem" in fresh) return { kind: "not_sent", problem: fresh.problem };
  const sent = await deps.call(fresh, wanted);
  const isRefused =
    (sent.kind === "not_sent" && sent.isUnauthorized) || (sent.kind === "refused" && sent.status === 401);
  if (!isRefused || !fresh.tokens || !deps.oauth) return sent;
  const renewed = await freshTarget(fresh, deps, true);
  return "problem" in renewed ? { kind: "not_sent", problem: renewed.problem } : deps.call(renewed, wanted);
}
