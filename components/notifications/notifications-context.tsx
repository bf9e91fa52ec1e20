"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { useLiveConnect, useLiveEvent } from "@/components/live/use-live-event";
import type { NotificationResource } from "@/lib/contracts/notifications";
import type { Saved } from "@/lib/contracts/saved";

export type Newest = { notifications: NotificationResource[]; unread: number };

/** What the bell asks of the server. What changes something answers how many are unread now. */
export type NotificationActions = {
  newest: () => Promise<Newest>;
  markRead: (id: string, isRead: boolean) => Promise<Saved<number>>;
  /** Of those that were there at a moment, ISO 8601; null: now. */
  markAllRead: (upTo: string | null) => Promise<number>;
  /** This browser goes on being pushed to in this session, where its person had it so. */
  refreshPush: (endpoint: string) => Promise<boolean>;
};

type Notifications = Readonly<{
  /** Null: this person has none, as they may do nothing yet. */
  unread: number | null;
  setUnread: (unread: number) => void;
  /** The organization's, as on every page. */
  timeZone: string;
  actions: NotificationActions;
}>;

const NotificationsContext = createContext<Notifications | null>(null);

type ProviderProps = Readonly<{
  initialUnread: number | null;
  timeZone: string;
  actions: NotificationActions;
  children: ReactNode;
}>;

/** How many notifications are unread, kept right by news as it comes; says each new one aloud, politely. */
export function NotificationsProvider({ initialUnread, timeZone, actions: givenActions, children }: ProviderProps) {
  // The same however often the server writes the page: what depends on them does not begin anew.
  const [actions] = useState(givenActions);
  const [given, setGiven] = useState(initialUnread);
  const [unread, setUnread] = useState(initialUnread);
  const [spoken, setSpoken] = useState("");
  // The server counted again.
  if (given !== initialUnread) {
    setGiven(initialUnread);
    setUnread(initialUnread);
  }
  useLiveEvent("notification.created", ({ notification }) => {
    setUnread((count) => (count === null ? null : count + 1));
    setSpoken(`New notification: ${notification.title}`);
  });
  useLiveConnect((isFirst) => {
    // What came while nobody listened was not counted.
    if (!isFirst)
      actions.newest().then(
        ({ unread: count }) => setUnread(count),
        () => undefined,
      );
  });
  useEffect(() => {
    if (!("Notification" in window) || Notification.permission !== "granted") return;
    void import("./browser-push").then(({ keepPush }) => keepPush(actions.refreshPush));
  }, [actions]);
  const value = useMemo(() => ({ unread, setUnread, timeZone, actions }), [unread, timeZone, actions]);
  return (
    <NotificationsContext value={value}>
      {children}
      <p role="status" className="sr-only">
        {spoken}
      </p>
    </NotificationsContext>
  );
}

export function useNotifications(): Notifications {
  const notifications = useContext(NotificationsContext);
  if (!notifications) throw new Error("useNotifications is used outside its provider");
  return notifications;
}
