import type { AgentResource } from "@/lib/contracts/agents";
import type { BusinessConfig } from "@/lib/contracts/api/businesses";
import type { ConnectionResource } from "@/lib/contracts/connections";
import { setupPath, type SetupState } from "@/lib/contracts/setup";
import { formatPhone } from "@/components/format/phone";
import { type ReviewRow, rowState } from "../_components/review/review-list";
import {
  agentWords,
  businessWords,
  connectionWords,
  escalationWords,
  peopleWords,
  qualityWords,
} from "../_components/review/review-words";

type Reviewed = {
  state: SetupState;
  connections: readonly ConnectionResource[];
  business: BusinessConfig | null;
  agent: AgentResource | null;
  people: readonly { name: string }[];
};

/** Everything that was set up, a row each, in the order of the steps. */
export function reviewRows({ state, connections, business, agent, people }: Reviewed): ReviewRow[] {
  const { steps } = state;
  const row = (name: Parameters<typeof setupPath>[0], title: string, words: readonly string[]): ReviewRow => ({
    title,
    words,
    href: setupPath(name),
    change: `Change: ${title}`,
    state: rowState(steps, name),
  });
  return [
    row("connections", "Connections", [connectionWords(connections)]),
    row("business", business?.name ?? "Your business", business ? businessWords(business) : ["Not described yet."]),
    ...(agent
      ? [
          {
            ...row("knowledge", agent.name, agentWords(agent.draft.config)),
            href: `/agents/${agent.id}`,
          },
        ]
      : []),
    row("people", "Your people", [peopleWords(people)]),
    ...(business
      ? [
          row("quality", "Quality", [qualityWords(business.quality)]),
          row("escalation", "When to get a person", [
            escalationWords(business.escalation, business.fallbackNumber && formatPhone(business.fallbackNumber)),
          ]),
        ]
      : []),
  ];
}
