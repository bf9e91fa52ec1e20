import { Building2, ChevronRight, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ButtonLink } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { StatePanel } from "@/components/ui/state-panel";
import { TYPE_WORDS } from "@/components/business/business-words";
import { localMoment } from "@/lib/domain/schedule/local-time";
import { describeSpecialDays, describeWeek } from "@/lib/domain/schedule/hours-words";
import { businessUsages } from "@/lib/services/businesses/business-usage";
import { listBusinesses } from "@/lib/services/businesses/list-businesses";
import { fromCursor } from "@/lib/web/from-cursor";
import { requireContext } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { usageWords } from "./_components/usage-words";

export const metadata: Metadata = { title: "Businesses" };

type BusinessesPageProps = Readonly<{ searchParams: Promise<{ cursor?: string | string[] }> }>;

export default async function BusinessesPage({ searchParams }: BusinessesPageProps) {
  const context = await requireContext("businesses.read");
  const { cursor } = await searchParams;
  const { businesses, nextCursor } = await fromCursor(typeof cursor === "string" ? cursor : undefined, (from) =>
    listBusinesses(context, { cursor: from }),
  );
  const usages = await businessUsages(
    context,
    businesses.map(({ id }) => id),
  );
  const mayWrite = context.permissions.has("businesses.write");
  const now = new Date().getTime();
  return (
    <SettingsPage
      title="Businesses"
      hint="Each has its own hours, languages, agents, numbers and rules."
      action={
        mayWrite && businesses.length > 0 ? (
          <ButtonLink href="/settings/businesses/new" look="primary">
            <Plus aria-hidden className="size-4" />
            Add a business
          </ButtonLink>
        ) : null
      }
    >
      {businesses.length === 0 ? (
        <StatePanel
          icon={<Building2 className="size-5" />}
          title="No business yet"
          action={
            mayWrite ? (
              <>
                <ButtonLink href="/setup" look="primary">
                  Set up the first one
                </ButtonLink>
                <ButtonLink href="/settings/businesses/new">Add one without the guide</ButtonLink>
              </>
            ) : null
          }
        >
          A business has a name, hours and agents that answer its phone.
          {mayWrite ? null : " An owner, admin or manager can add one."}
        </StatePanel>
      ) : (
        <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
          {businesses.map((business) => (
            <li key={business.id} className="relative flex items-center gap-4 px-4 py-3 hover:bg-surface-2">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2">
                  <Link
                    href={`/settings/businesses/${business.id}`}
                    className="text-14 font-medium after:absolute after:inset-0"
                  >
                    {business.name}
                  </Link>
                  {business.active ? null : <Chip tone="warn">Switched off</Chip>}
                  <Chip>{TYPE_WORDS[business.type].label}</Chip>
                </p>
                <p className="mt-0.5 truncate text-13 text-text-2">
                  {[business.industry, business.city].filter(Boolean).join(" · ")}
                </p>
                <p className="mt-0.5 text-12 text-text-3 figures">
                  {describeWeek(business.weeklyHours)} ·{" "}
                  {describeSpecialDays(business.specialDays, localMoment(now, business.timeZone).date.iso)}
                </p>
              </div>
              <p className="hidden text-right text-12 text-text-3 figures sm:block">
                {usageWords(usages.get(business.id))}
              </p>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-text-3" />
            </li>
          ))}
        </ul>
      )}
      {cursor || nextCursor ? (
        <nav aria-label="Pages" className="flex items-center justify-between gap-2">
          {cursor ? <ButtonLink href="/settings/businesses">First businesses</ButtonLink> : <span />}
          {nextCursor ? (
            <ButtonLink href={`/settings/businesses?cursor=${encodeURIComponent(nextCursor)}`}>
              More businesses
            </ButtonLink>
          ) : null}
        </nav>
      ) : null}
    </SettingsPage>
  );
}
