import type { AgentConfig } from "@/lib/contracts/agent-config";

/** What each section of the editor gets. */
export type SectionProps = Readonly<{
  config: AgentConfig;
  /** Replaces some top-level settings. */
  set: (change: Partial<AgentConfig>) => void;
  /** What the server said is wrong, by the dotted path within the configuration. */
  errors: Readonly<Record<string, string>>;
  disabled: boolean;
}>;

/** The first error at or below a path. */
export const errorAt = (errors: Readonly<Record<string, string>>, path: string): string | undefined =>
  Object.entries(errors).find(([name]) => name === path || name.startsWith(`${path}.`))?.[1];
