import Link from "next/link";
import type { AgentSummary } from "@/lib/contracts/agents";
import { formatPhone } from "@/components/format/phone";
import { Ago } from "@/components/ui/ago";
import { AgentStateChip } from "./agent-state-chip";

type AgentTableProps = Readonly<{ agents: readonly AgentSummary[]; timeZone: string }>;

const head = "sticky top-0 z-10 h-9 border-b border-line bg-surface px-3 text-left text-12 font-medium text-text-3";
const cell = "px-3 py-2.5 align-middle";

/** Agents; each row opens its editor. */
export function AgentTable({ agents, timeZone }: AgentTableProps) {
  return (
    <table aria-label="Agents" className="w-full border-separate border-spacing-0 text-13">
      <thead>
        <tr>
          <th scope="col" className={`${head} pl-4`}>
            Agent
          </th>
          <th scope="col" className={head}>
            State
          </th>
          <th scope="col" className={`${head} hidden md:table-cell`}>
            Answers
          </th>
          <th scope="col" className={`${head} hidden text-right sm:table-cell`}>
            Calls today
          </th>
          <th scope="col" className={`${head} hidden pr-4 text-right lg:table-cell`}>
            Last published
          </th>
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <Row key={agent.id} agent={agent} timeZone={timeZone} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ agent, timeZone }: Readonly<{ agent: AgentSummary; timeZone: string }>) {
  const { published } = agent;
  return (
    <tr className="relative transition-colors duration-150 hover:bg-surface-2 [&>td]:border-b [&>td]:border-line">
      <td className={`${cell} max-w-0 w-2/5 pl-4`}>
        <Link
          href={`/agents/${agent.id}`}
          className="block truncate text-14 font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {agent.name}
        </Link>
        <span className="block truncate text-text-3">
          {agent.businessName}
          {agent.description ? ` · ${agent.description}` : ""}
        </span>
      </td>
      <td className={cell}>
        <AgentStateChip agent={agent} />
      </td>
      <td className={`${cell} hidden whitespace-nowrap md:table-cell`}>
        {agent.phoneNumbers.length === 0 ? (
          <span className="text-text-3">no number</span>
        ) : (
          <span className="figures">
            {formatPhone(agent.phoneNumbers[0]?.e164 ?? "")}
            {agent.phoneNumbers.length > 1 ? (
              <span className="text-text-3"> and {agent.phoneNumbers.length - 1} more</span>
            ) : null}
          </span>
        )}
      </td>
      <td className={`${cell} hidden text-right figures sm:table-cell`}>{agent.callsToday}</td>
      <td className={`${cell} hidden pr-4 text-right whitespace-nowrap text-text-2 lg:table-cell`}>
        {published?.publishedAt ? (
          <>
            {published.publishedBy ? `${published.publishedBy}, ` : ""}
            <Ago at={published.publishedAt} timeZone={timeZone} className="relative z-[1] figures" />
          </>
        ) : (
          <span className="text-text-3">never</span>
        )}
      </td>
    </tr>
  );
}
