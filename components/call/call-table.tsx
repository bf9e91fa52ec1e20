import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import Link from "next/link";
import type { FoundWords } from "@/lib/contracts/calls";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { formatClock, formatSpan } from "@/components/format/duration";
import { formatPhone } from "@/components/format/phone";
import { LiveClock } from "@/components/live/live-clock";
import { Ago } from "@/components/ui/ago";
import { Chip } from "@/components/ui/chip";
import { KindChip } from "./kind-chip";
import { dispositionWords, otherParty, statusWords } from "./call-words";

/** `found`: where the words that were looked for were said. */
type Listed = CallSummary & { found?: FoundWords | null };
type CallTableProps = Readonly<{ calls: readonly Listed[]; label: string; compact?: boolean }>;

const head = "sticky top-0 z-10 h-9 border-b border-line bg-surface px-3 text-left text-12 font-medium text-text-3";
const cell = "h-10 px-3 align-middle";

/** A list of calls; each row opens its call. The narrow screen keeps number, state and time. */
export function CallTable({ calls, label, compact = false }: CallTableProps) {
  const wide = compact ? "hidden" : "hidden lg:table-cell";
  return (
    <table aria-label={label} className="w-full border-separate border-spacing-0 text-13">
      <thead>
        <tr>
          <th scope="col" className={`${head} pl-4`}>
            Number
          </th>
          <th scope="col" className={`${head} hidden md:table-cell`}>
            Agent
          </th>
          <th scope="col" className={`${head} ${wide}`}>
            Business
          </th>
          <th scope="col" className={head}>
            Outcome
          </th>
          <th scope="col" className={`${head} hidden text-right sm:table-cell`}>
            Duration
          </th>
          <th scope="col" className={`${head} text-right ${wide}`}>
            Turns
          </th>
          <th scope="col" className={`${head} text-right ${wide}`}>
            Answer, median
          </th>
          <th scope="col" className={`${head} pr-4 text-right`}>
            Started
          </th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <CallRow key={call.id} call={call} wide={wide} />
        ))}
      </tbody>
    </table>
  );
}

function CallRow({ call, wide }: Readonly<{ call: Listed; wide: string }>) {
  const Direction = call.direction === "inbound" ? ArrowDownLeft : ArrowUpRight;
  const isOpen = call.endedAt === null && call.durationMs === null;
  return (
    <tr className="relative transition-colors duration-150 hover:bg-surface-2 [&>td]:border-b [&>td]:border-line">
      <td className={`${cell} pl-4`}>
        <Link
          href={`/calls/${call.id}`}
          className="flex items-center gap-2 font-medium whitespace-nowrap figures after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          <Direction aria-hidden className="size-3.5 shrink-0 text-text-3" />
          <span className="sr-only">{call.direction === "inbound" ? "Inbound call from " : "Outbound call to "}</span>
          {formatPhone(otherParty(call))}
          <KindChip call={call} />
        </Link>
        {call.found ? <Found found={call.found} /> : null}
      </td>
      <td className={`${cell} hidden max-w-48 truncate text-text-2 md:table-cell`}>{call.agentName}</td>
      <td className={`${cell} ${wide} max-w-56 truncate text-text-2`}>{call.businessName}</td>
      <td className={cell}>
        <Outcome call={call} isOpen={isOpen} />
      </td>
      <td className={`${cell} hidden text-right sm:table-cell`}>
        {isOpen ? (
          <LiveClock call={call} className="text-text-2 figures" />
        ) : (
          <span className="figures">{call.durationMs === null ? "–" : formatClock(call.durationMs)}</span>
        )}
      </td>
      <td className={`${cell} ${wide} text-right figures`}>{call.turns}</td>
      <td className={`${cell} ${wide} text-right figures`}>
        {call.medianVoiceToVoiceMs === null ? "–" : formatSpan(call.medianVoiceToVoiceMs)}
      </td>
      <td className={`${cell} pr-4 text-right whitespace-nowrap text-text-2`}>
        <Ago at={call.startedAt} timeZone={call.timeZone} className="relative z-[1] figures" />
      </td>
    </tr>
  );
}

function Found({ found }: Readonly<{ found: FoundWords }>) {
  return (
    <p className="max-w-72 truncate pb-1.5 text-12 text-text-3 lg:max-w-96">
      <span className="font-mono">{formatClock(found.startMs)}</span>{" "}
      {found.pieces.map(({ text, isFound }, at) =>
        isFound ? (
          <mark key={at} className="rounded-xs bg-warn-soft text-text">
            {text}
          </mark>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
    </p>
  );
}

function Outcome({ call, isOpen }: Readonly<{ call: CallSummary; isOpen: boolean }>) {
  const { label, tone } = statusWords(call.status);
  if (isOpen) {
    return (
      <Chip tone="bad" icon={<span aria-hidden className="size-1.5 animate-pulse-dot rounded-full bg-live" />}>
        {call.status === "in_progress" ? "live" : label.toLowerCase()}
      </Chip>
    );
  }
  return (
    <span className="flex items-center gap-2.5 whitespace-nowrap">
      <Chip tone={tone}>{label}</Chip>
      {call.disposition ? (
        <span className="hidden max-w-56 truncate text-text-3 xl:inline">{dispositionWords(call.disposition)}</span>
      ) : null}
    </span>
  );
}
