import { Phone, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { CallTable } from "@/components/call/call-table";
import { DialHint } from "@/components/call/dial-hint";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { RefreshOnCallChanges } from "@/components/live/refresh-on-call-changes";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listCalls } from "@/lib/services/calls/list-calls";
import { getOrganization } from "@/lib/services/organizations/get-organization";
import { callQueryOf, FILTERS, type SearchParams, withCursor } from "@/lib/web/call-query";
import { fromCursor } from "@/lib/web/from-cursor";
import { type PhoneLine, phoneLine } from "@/lib/web/phone-line";
import { requireContext } from "@/lib/web/require-context";
import { CallFilters } from "./_components/call-filters";

export const metadata: Metadata = { title: "Calls" };

type CallsPageProps = Readonly<{ searchParams: Promise<SearchParams> }>;

export default async function CallsPage({ searchParams }: CallsPageProps) {
  const context = await requireContext("calls.read");
  const params = await searchParams;
  const organization = await getOrganization(context);
  const { query, isFiltered } = callQueryOf(params, organization.timeZone);
  const { calls, nextCursor } = await fromCursor(query.cursor, (cursor) => listCalls(context, { ...query, cursor }));
  const choices = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <TopBar title="Calls" />
      <ConnectionStrip timeZone={organization.timeZone} />
      <RefreshOnCallChanges />
      <CallFilters
        names={FILTERS}
        businesses={choices(organization.businesses)}
        agents={choices(organization.agents)}
      />
      <div className="min-h-0 flex-1 overflow-y-auto bg-surface scroll-quiet">
        {calls.length > 0 ? (
          <>
            <CallTable calls={calls} label="Calls, newest first" />
            <Paging params={params} nextCursor={nextCursor} isFirst={query.cursor === undefined} />
          </>
        ) : isFiltered || query.cursor ? (
          <StatePanel
            icon={<SearchX className="size-5" />}
            title="No call fits these filters"
            action={<ButtonLink href="/calls">Show all calls</ButtonLink>}
          >
            Take one away, or look at a longer time.
          </StatePanel>
        ) : (
          <NoCallsYet {...await phoneLine(context)} />
        )}
      </div>
    </>
  );
}

type PagingProps = Readonly<{ params: SearchParams; nextCursor: string | null; isFirst: boolean }>;

function Paging({ params, nextCursor, isFirst }: PagingProps) {
  if (isFirst && !nextCursor) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-2 px-4 py-3">
      {isFirst ? <span /> : <ButtonLink href={withCursor(params, null)}>Newest</ButtonLink>}
      {nextCursor ? <ButtonLink href={withCursor(params, nextCursor)}>Older calls</ButtonLink> : null}
    </nav>
  );
}

function NoCallsYet({ phoneNumber, isSandbox, mayCall }: Readonly<PhoneLine>) {
  return (
    <StatePanel
      icon={<Phone className="size-5" />}
      title="No calls yet"
      className="w-full max-w-lg"
      action={
        phoneNumber ? (
          <div className="w-full">
            <DialHint phoneNumber={phoneNumber} isSandbox={isSandbox} mayCall={mayCall} />
          </div>
        ) : undefined
      }
    >
      Every call your agents take or make is kept here, with its words, its waiting times and all its events.
    </StatePanel>
  );
}
