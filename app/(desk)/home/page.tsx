import type { Metadata } from "next";
import Link from "next/link";
import { CallTable } from "@/components/call/call-table";
import { formatDay, formatZone } from "@/components/format/time";
import { ActiveCallsCard } from "@/components/home/active-calls-card";
import { CallsByHour } from "@/components/home/calls-by-hour";
import { headlineOf } from "@/components/home/headline";
import { FailingConnections } from "@/components/home/failing-connections";
import { NewestMessages } from "@/components/home/newest-messages";
import { StatStrip } from "@/components/home/stat-strip";
import { statsOf } from "@/components/home/stats";
import { SetupCard } from "@/components/home/setup-card";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { RefreshOnCallChanges } from "@/components/live/refresh-on-call-changes";
import { isUnderWay } from "@/components/setup/step-order";
import { TopBar } from "@/components/shell/top-bar";
import { Card } from "@/components/ui/card";
import { listCalls } from "@/lib/services/calls/list-calls";
import { getConnections } from "@/lib/services/connections/get-connections";
import { getOverview } from "@/lib/services/home/get-overview";
import { listMessages } from "@/lib/services/messages/list-messages";
import { getSetup } from "@/lib/services/setup/get-setup";
import { phoneLine } from "@/lib/web/phone-line";
import { requireContext } from "@/lib/web/require-context";

export const metadata: Metadata = { title: "Home" };

const hourIn = (timeZone: string, at: Date) =>
  Number(new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(at));

export default async function HomePage() {
  const context = await requireContext("calls.read");
  const now = new Date();
  const mayReadMessages = context.permissions.has("messages.read");
  const [overview, recent, line, { messages }, setup, { connections }] = await Promise.all([
    getOverview(context),
    listCalls(context, { limit: 8 }),
    phoneLine(context),
    mayReadMessages ? listMessages(context, { handled: false, limit: 4 }) : { messages: [] },
    context.permissions.has("businesses.write") ? getSetup(context) : null,
    context.permissions.has("connections.read") ? getConnections(context) : { connections: [] },
  ]);
  const { timeZone, weekday } = overview;
  const headline = headlineOf(overview);
  return (
    <>
      <TopBar
        title="Home"
        meta={
          <span className="hidden truncate sm:inline">
            {formatDay(now.toISOString(), timeZone)} · {formatZone(timeZone)}
          </span>
        }
      />
      <ConnectionStrip timeZone={timeZone} />
      <RefreshOnCallChanges />
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <div className="mx-auto grid max-w-[1280px] gap-4 px-4 py-5 md:px-6 xl:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
          {setup && isUnderWay(setup) ? (
            <div className="xl:col-span-2">
              <SetupCard state={setup} />
            </div>
          ) : null}
          <FailingConnections connections={connections} />
          <p className="text-16 text-pretty md:text-20 xl:col-span-2">
            {headline.before}
            <strong className="font-semibold">{headline.strong}</strong>
            {headline.after}
            {headline.link ? (
              <>
                {" "}
                <Link
                  href={headline.link.href}
                  className="rounded-sm text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent"
                >
                  {headline.link.text}
                </Link>
              </>
            ) : null}
          </p>
          <div className="xl:col-span-2">
            <StatStrip stats={statsOf(overview)} label={`Today, beside last ${weekday} up to this time`} />
          </div>
          <Card title="Calls by hour" hint={`today, and last ${weekday} as a line`}>
            <div className="px-3 pb-3">
              <CallsByHour
                hours={overview.callsByHour}
                currentHour={hourIn(timeZone, now)}
                weekday={weekday}
                date={overview.date}
              />
            </div>
          </Card>
          <ActiveCallsCard {...line} />
          <Card
            title="Recent calls"
            action={
              <Link href="/calls" className="rounded-sm text-13 text-accent hover:underline">
                All calls
              </Link>
            }
            className="overflow-hidden"
          >
            {recent.calls.length === 0 ? (
              <p className="px-4 pt-1 pb-5 text-13 text-text-3">None yet. The first one will stand here.</p>
            ) : (
              <CallTable calls={recent.calls} label="Recent calls" compact />
            )}
          </Card>
          {mayReadMessages ? <NewestMessages messages={messages} open={overview.openMessages} /> : null}
        </div>
      </div>
    </>
  );
}
