import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { dispositionWords, otherParty, statusWords } from "@/components/call/call-words";
import { formatClock } from "@/components/format/duration";
import { formatPhone } from "@/components/format/phone";
import { formatZone } from "@/components/format/time";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { LiveClock } from "@/components/live/live-clock";
import { TopBar } from "@/components/shell/top-bar";
import { Ago } from "@/components/ui/ago";
import { Chip } from "@/components/ui/chip";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { loadCall } from "@/lib/web/load-call";
import { CallTabs } from "./_components/call-tabs";

type CallLayoutProps = Readonly<{ params: Promise<{ callId: string }>; children: ReactNode }>;

export default async function CallLayout({ params, children }: CallLayoutProps) {
  const { call, events } = await loadCall((await params).callId);
  return (
    <>
      <TopBar
        back={
          <>
            <Link href="/calls" className="hidden rounded-sm text-14 text-text-3 hover:text-text sm:block">
              Calls
            </Link>
            <ChevronRight aria-hidden className="hidden size-3.5 shrink-0 text-text-3 sm:block" />
          </>
        }
        title={<span className="figures">{formatPhone(otherParty(call))}</span>}
        meta={<CallMeta call={call} />}
      />
      <ConnectionStrip timeZone={call.timeZone} />
      <CallTabs callId={call.id} events={events.length} />
      {children}
    </>
  );
}

function CallMeta({ call }: Readonly<{ call: CallSummary }>) {
  const { label, tone } = statusWords(call.status);
  const isOpen = call.endedAt === null;
  return (
    <>
      <Chip tone={isOpen ? "bad" : tone}>{isOpen && call.status === "in_progress" ? "live" : label}</Chip>
      <span className="hidden sm:inline">
        <Chip>{isOpen ? <LiveClock call={call} /> : formatClock(call.durationMs ?? 0)}</Chip>
      </span>
      <span className="hidden truncate xl:inline">
        {call.disposition ? `${dispositionWords(call.disposition)} · ` : ""}
        <Ago at={call.startedAt} timeZone={call.timeZone} />, {formatZone(call.timeZone)}
      </span>
    </>
  );
}
