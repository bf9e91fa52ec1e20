import { Bell, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listNotifications } from "@/lib/services/notifications/list-notifications";
import { fromCursor } from "@/lib/web/from-cursor";
import { NOTIFICATION_FILTERS, notificationQueryOf, withNotificationCursor } from "@/lib/web/notification-query";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { deleteNotificationAction, markReadAction, restoreNotificationAction } from "./actions";
import { MarkAll } from "./_components/mark-all";
import { NewSince } from "./_components/new-since";
import { NotificationFilters } from "./_components/notification-filters";
import { NotificationList } from "./_components/notification-list";

export const metadata: Metadata = { title: "Notifications" };

type NotificationsPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export default async function NotificationsPage({ searchParams }: NotificationsPageProps) {
  // All roles have it; who has to set up a second factor first has nothing.
  const context = await requireContext("calls.read");
  const { timeZone } = (await requireMember()).membership;
  const params = await searchParams;
  const { query, isFiltered } = notificationQueryOf(params, timeZone);
  const { notifications, nextCursor } = await fromCursor(query.cursor, (cursor) =>
    listNotifications(context, { ...query, cursor }),
  );
  const isFirst = query.cursor === undefined;
  return (
    <>
      <TopBar title="Notifications" actions={<MarkAll newestAt={notifications[0]?.createdAt ?? null} />} />
      <ConnectionStrip timeZone={timeZone} />
      {notifications.length > 0 || isFiltered || !isFirst ? <NotificationFilters names={NOTIFICATION_FILTERS} /> : null}
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <div className="mx-auto max-w-4xl px-4 py-5 md:px-6">
          {isFirst ? <NewSince /> : null}
          {notifications.length > 0 ? (
            <NotificationList
              notifications={notifications}
              timeZone={timeZone}
              actions={{
                markRead: markReadAction,
                remove: deleteNotificationAction,
                restore: restoreNotificationAction,
              }}
            />
          ) : isFiltered || !isFirst ? (
            <StatePanel
              icon={<SearchX className="size-5" />}
              title="No notification fits these filters"
              action={<ButtonLink href="/notifications">Show all notifications</ButtonLink>}
            >
              Take one away, or look at a longer time.
            </StatePanel>
          ) : (
            <StatePanel
              icon={<Bell className="size-5" />}
              title="Nothing yet"
              action={<ButtonLink href="/settings/notifications">Choose how you are told</ButtonLink>}
            >
              When a caller needs a person, sounds upset, or something of yours needs a look, it stands here, and the
              bell above shows it on every page.
            </StatePanel>
          )}
          {isFirst && !nextCursor ? null : (
            <nav aria-label="Pages" className="flex items-center justify-between gap-2 py-3">
              {isFirst ? <span /> : <ButtonLink href={withNotificationCursor(params, null)}>Newest</ButtonLink>}
              {nextCursor ? (
                <ButtonLink href={withNotificationCursor(params, nextCursor)}>Older notifications</ButtonLink>
              ) : null}
            </nav>
          )}
          {notifications.length > 0 && !nextCursor ? (
            <p className="py-3 text-center text-12 text-text-3">Notifications are kept for 90 days.</p>
          ) : null}
        </div>
      </div>
    </>
  );
}
