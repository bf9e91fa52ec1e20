import { ArrowDownLeft, ArrowUpRight, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { CallRecord, FoundWords } from "@/lib/contracts/calls";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { formatClock, formatSpan } from "@/components/format/duration";
import { formatPhone } from "@/components/format/phone";
import { LiveClock } from "@/components/live/live-clock";
import { Ago } from "@/components/ui/ago";
import { Chip } from "@/components/ui/chip";
import { percent } from "@/components/quality/quality-words";
import { KindChip } from "./kind-chip";
import { PickAll, PickCall } from "./picking/picked-calls";
import { dispositionWords, otherParty, statusWords } from "./call-words";

/** `found`: where the words that were looked for were said. */
type Listed = CallSummary & Partial<Pick<CallRecord, "qaScore" | "tags" | "findings">> & { found?: FoundWords | null };
type CallTableProps = Readonly<{
  calls: readonly Listed[];
  label: string;
  compact?: boolean;
  /** Calls can be picked: it stands in a `PickedCalls`. */
  canPick?: boolean;
}>;

const head =
  "sticky top-0 z-10 h-9 border-b border-line bg-surface px-1.5 text-left text-12 sm:px-3 font-medium text-text-3";
const cell = "h-10 px-1.5 align-middle sm:px-3";

/** A list of calls; each row opens its call. The narrow screen keeps number, state and time. */
export function CallTable({ calls, label, compact = false, canPick = false }: CallTableProps) {
  const wide = compact ? "hidden" : "hidden lg:table-cell";
  const widest = compact ? "hidden" : "hidden xl:table-cell";
  return (
    <table aria-label={label} className="w-full border-separate border-spacing-0 text-13">
      <thead>
        <tr>
          {canPick ? (
            <th scope="col" className={`${head} w-9 pr-0 pl-3`}>
              <PickAll count={calls.length} />
            </th>
          ) : null}
          <th scope="col" className={`${head} ${canPick ? "" : "pl-4"}`}>
            Number
          </th>
          <th scope="col" className={`${head} hidden md:table-cell`}>
            Agent
          </th>
          <th scope="col" className={`${head} ${widest}`}>
            Business
          </th>
          <th scope="col" className={head}>
            Outcome
          </th>
          <th scope="col" className={`${head} text-right ${wide}`}>
            Score
          </th>
          <th scope="col" className={`${head} hidden text-right sm:table-cell`}>
            Duration
          </th>
          <th scope="col" className={`${head} text-right ${widest}`}>
            Turns
          </th>
          <th scope="col" className={`${head} text-right ${widest}`}>
            Answer, median
          </th>
          <th scope="col" className={`${head} pr-4 text-right`}>
            Started
          </th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <CallRow key={call.id} call={call} wide={wide} widest={widest} canPick={canPick} />
        ))}
      </tbody>
    </table>
  );
}

type CallRowProps = Readonly<{ call: Listed; wide: string; widest: string; canPick: boolean }>;

function CallRow({ call, wide, widest, canPick }: CallRowProps) {
  const Direction = call.direction === "inbound" ? ArrowDownLeft : ArrowUpRight;
  const isOpen = call.endedAt === null && call.durationMs === null;
  return (
    <tr className="relative transition-colors duration-150 hover:bg-surface-2 [&>td]:border-b [&>td]:border-line">
      {canPick ? (
        <td className="w-9 pl-1">
          <PickCall callId={call.id} name={`${formatPhone(otherParty(call))}, ${call.startedAt.slice(0, 16)}`} />
        </td>
      ) : null}
      <td className={`${cell} ${canPick ? "" : "pl-4"}`}>
        <Link
          href={`/calls/${call.id}`}
          data-call={call.id}
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
      <td className={`${cell} ${widest} max-w-56 truncate text-text-2`}>{call.businessName}</td>
      <td className={cell}>
        <span className="flex items-center gap-1.5">
          <Outcome call={call} isOpen={isOpen} />
          <Tags tags={call.tags ?? []} />
        </span>
      </td>
      <td className={`${cell} ${wide} text-right figures`}>
        <Score call={call} />
      </td>
      <td className={`${cell} hidden text-right sm:table-cell`}>
        {isOpen ? (
          <LiveClock call={call} className="text-text-2 figures" />
        ) : (
          <span className="figures">{call.durationMs === null ? "–" : formatClock(call.durationMs)}</span>
        )}
      </td>
      <td className={`${cell} ${widest} text-right figures`}>{call.turns}</td>
      <td className={`${cell} ${widest} text-right figures`}>
        {call.medianVoiceToVoiceMs === null ? "–" : formatSpan(call.medianVoiceToVoiceMs)}
      </td>
      <td className={`${cell} pr-4 text-right whitespace-nowrap text-text-2`}>
        <Ago at={call.startedAt} timeZone={call.timeZone} className="relative z-[1] figures" />
      </td>
    </tr>
  );
}

const SHOWN_TAGS = 2;

function Tags({ tags }: Readonly<{ tags: readonly string[] }>) {
  if (tags.length === 0) return null;
  const more = tags.length - SHOWN_TAGS;
  return (
    <span className="hidden gap-1 lg:flex">
      {tags.slice(0, SHOWN_TAGS).map((tag) => (
        <Chip key={tag} tone="accent" className="max-w-28">
          <span className="truncate">{tag}</span>
        </Chip>
      ))}
      {more > 0 ? <Chip>+{more}</Chip> : null}
    </span>
  );
}

function Score({ call: { qaScore = null, findings = 0 } }: Readonly<{ call: Listed }>) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {findings > 0 ? (
        <span className="inline-flex items-center gap-0.5 text-warn" title={`${findings} open findings`}>
          <TriangleAlert aria-hidden className="size-3.5" />
          <span className="sr-only">{findings} open findings, </span>
        </span>
      ) : null}
      {percent(qaScore)}
    </span>
  );
}

function Found({ found }: Readonly<{ found: FoundWords }>) {
  return (
    <p className="line-clamp-2 max-w-44 pb-1.5 text-12 text-text-3 sm:block sm:max-w-72 sm:truncate lg:max-w-96">
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
