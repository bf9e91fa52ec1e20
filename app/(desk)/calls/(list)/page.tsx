import { Download, Phone, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { CallTable } from "@/components/call/call-table";
import { PickedBar } from "@/components/call/picking/picked-bar";
import { PickedCalls } from "@/components/call/picking/picked-calls";
import { DialHint } from "@/components/call/dial-hint";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { RefreshOnCallChanges } from "@/components/live/refresh-on-call-changes";
import { TopBar } from "@/components/shell/top-bar";
import { buttonClass, ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listCallViews } from "@/lib/services/call-views/call-views";
import { listCalls } from "@/lib/services/calls/list-calls";
import type { Permission } from "@/lib/services/permissions";
import { getOrganization } from "@/lib/services/organizations/get-organization";
import { callQueryOf, filtersIn, FILTERS, type SearchParams, viewAddress, withCursor } from "@/lib/web/call-query";
import { fromCursor } from "@/lib/web/from-cursor";
import { type PhoneLine, phoneLine } from "@/lib/web/phone-line";
import { requireContext } from "@/lib/web/require-context";
import { queueReviewsAction, removeViewAction, saveViewAction, tagCallsAction } from "./actions";
import { CallFilters } from "./_components/call-filters";
import { SavedViews } from "./_components/saved-views";

export const metadata: Metadata = { title: "Calls" };

type CallsPageProps = Readonly<{ searchParams: Promise<SearchParams> }>;

export default async function CallsPage({ searchParams }: CallsPageProps) {
  const context = await requireContext("calls.read");
  const params = await searchParams;
  const organization = await getOrganization(context);
  const { query, isFiltered } = callQueryOf(params, organization.timeZone);
  const { calls, nextCursor } = await fromCursor(query.cursor, (cursor) => listCalls(context, { ...query, cursor }));
  const { views } = await listCallViews(context);
  const may = (permission: Permission) => context.permissions.has(permission);
  const here = withCursor(params, null);
  const canPick = may("notes.write") || may("quality.review") || may("calls.export");
  const choices = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <TopBar title="Calls" actions={may("calls.export") && calls.length > 0 ? <ExportList params={params} /> : null} />
      <ConnectionStrip timeZone={organization.timeZone} />
      <RefreshOnCallChanges />
      <SavedViews
        views={views.map(({ id, name, query: kept, shared, ownerName, isOwn }) => {
          const mayChange = may("notes.write") && (isOwn || (shared && may("notes.manage")));
          return { id, name, shared, ownerName, mayChange, href: viewAddress(kept, organization.timeZone) };
        })}
        here={here}
        isFiltered={isFiltered}
        actions={may("notes.write") ? { save: saveViewAction, remove: removeViewAction } : null}
      />
      <CallFilters
        names={FILTERS}
        businesses={choices(organization.businesses)}
        agents={choices(organization.agents)}
      />
      <PickedCalls callIds={calls.map(({ id }) => id)}>
        <div className="min-h-0 flex-1 overflow-y-auto bg-surface scroll-quiet">
          {query.text && calls.length > 0 ? (
            <p className="border-b border-line px-4 py-2 text-12 text-text-3">
              What is said in calls in progress is found once they are over. They are on the live desk.
            </p>
          ) : null}
          {calls.length > 0 ? (
            <>
              <CallTable calls={calls} label="Calls" canPick={canPick} />
              <Paging params={params} nextCursor={nextCursor} isFirst={query.cursor === undefined} />
            </>
          ) : isFiltered || query.cursor ? (
            <StatePanel
              icon={<SearchX className="size-5" />}
              title="No call fits these filters"
              action={<ButtonLink href="/calls">Show all calls</ButtonLink>}
            >
              Take one away, or look at a longer time.
              {query.text ? " What is said in calls in progress is found once they are over." : ""}
            </StatePanel>
          ) : (
            <NoCallsYet {...await phoneLine(context)} />
          )}
        </div>
        <PickedBar
          tag={may("notes.write") ? tagCallsAction : null}
          review={may("quality.review") ? queueReviewsAction : null}
          mayExport={may("calls.export")}
        />
      </PickedCalls>
    </>
  );
}

type PagingProps = Readonly<{ params: SearchParams; nextCursor: string | null; isFirst: boolean }>;

function Paging({ params, nextCursor, isFirst }: PagingProps) {
  if (isFirst && !nextCursor) return null;
  const isByTime = params.sort === undefined;
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-2 px-4 py-3">
      {isFirst ? (
        <span />
      ) : (
        <ButtonLink href={withCursor(params, null)}>{isByTime ? "Newest" : "First page"}</ButtonLink>
      )}
      {nextCursor ? (
        <ButtonLink href={withCursor(params, nextCursor)}>{isByTime ? "Older calls" : "More calls"}</ButtonLink>
      ) : null}
    </nav>
  );
}

function ExportList({ params }: Readonly<{ params: SearchParams }>) {
  const address = (format: string) => {
    const next = filtersIn(params);
    next.set("format", format);
    return `/calls/export?${next}`;
  };
  return (
    <span role="group" aria-label="Export this list" className="flex items-center gap-1">
      {["csv", "json"].map((format) => (
        <a
          key={format}
          href={address(format)}
          download
          title="The first 10,000 calls of this list"
          className={buttonClass("ghost", "sm")}
        >
          <Download aria-hidden className="size-3.5" />
          {format.toUpperCase()}
        </a>
      ))}
    </span>
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
