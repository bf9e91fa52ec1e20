"use client";

import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useNotifications } from "@/components/notifications/notifications-context";
import { Button } from "@/components/ui/button";
import { showError } from "@/components/ui/toast";
import type { NotificationResource } from "@/lib/contracts/notifications";
import type { Saved } from "@/lib/contracts/saved";
import { NotificationRow } from "./notification-row";

export type ListActions = {
  markRead: (id: string, isRead: boolean) => Promise<Saved<number>>;
  remove: (id: string) => Promise<Saved<number>>;
  restore: (id: string) => Promise<Saved<number>>;
};

/** What was done here, before the server is asked again. */
type Done = { readAt?: string | null; isRemoved?: boolean };

type NotificationListProps = Readonly<{
  notifications: readonly NotificationResource[];
  timeZone: string;
  actions: ListActions;
}>;

/** One's notifications; what is deleted stands there to be brought back until one goes on. */
export function NotificationList({ notifications, timeZone, actions }: NotificationListProps) {
  const { setUnread } = useNotifications();
  const [done, setDone] = useState<Readonly<Record<string, Done>>>({});

  /** At once here, and back again when the server refuses. */
  const change = async (id: string, next: Done, work: () => Promise<Saved<number>>) => {
    const before = done[id] ?? {};
    const put = (value: Done) => setDone((known) => ({ ...known, [id]: { ...known[id], ...value } }));
    put(next);
    const undo = (message: string) => {
      setDone((known) => ({ ...known, [id]: before }));
      showError(message);
    };
    try {
      const saved = await work();
      if (saved.ok) setUnread(saved.data);
      else undo(saved.message);
    } catch {
      undo("Nothing was changed: the server was not reached. Try again.");
    }
  };

  return (
    <ul
      aria-label="Notifications, newest first"
      className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface"
    >
      {notifications.map((given) => {
        const { isRemoved = false, ...changed } = done[given.id] ?? {};
        const notification = { ...given, ...changed };
        const { id, title, readAt } = notification;
        if (isRemoved)
          return (
            <li key={id} className="flex min-h-11 items-center gap-3 px-4 py-2 text-13 text-text-3">
              <span className="min-w-0 flex-1 truncate">Deleted: {title}</span>
              <Button
                look="ghost"
                size="sm"
                autoFocus
                onClick={() => void change(id, { isRemoved: false }, () => actions.restore(id))}
              >
                <Undo2 aria-hidden className="size-3.5" />
                Undo
              </Button>
            </li>
          );
        const mark = (isRead: boolean) =>
          change(id, { readAt: isRead ? new Date().toISOString() : null }, () => actions.markRead(id, isRead));
        return (
          <li key={id}>
            <NotificationRow
              notification={notification}
              timeZone={timeZone}
              onOpen={() => void (readAt === null && mark(true))}
              onMark={() => void mark(readAt === null)}
              onRemove={() => void change(id, { isRemoved: true }, () => actions.remove(id))}
            />
          </li>
        );
      })}
    </ul>
  );
}
