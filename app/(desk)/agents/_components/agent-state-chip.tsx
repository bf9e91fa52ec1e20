import { Chip } from "@/components/ui/chip";
import type { AgentSummary } from "@/lib/contracts/agents";

type AgentStateChipProps = Readonly<{ agent: Pick<AgentSummary, "state" | "published" | "hasChanges"> }>;

/** What answers now, and whether something waits to be published. */
export function AgentStateChip({ agent }: AgentStateChipProps) {
  const { state, published, hasChanges } = agent;
  if (state === "archived") return <Chip>archived</Chip>;
  if (!published) return <Chip tone="warn">draft, never published</Chip>;
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Chip tone="good">v{published.number} answers</Chip>
      {hasChanges ? <Chip>draft changes</Chip> : null}
    </span>
  );
}
