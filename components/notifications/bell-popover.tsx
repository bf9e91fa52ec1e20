"use client";

import { Popover } from "@base-ui/react/popover";
import { CheckCheck, Settings } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useState } from "react";
import { bellClass } from "@/components/shell/trigger-classes";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { showError } from "@/components/ui/toast";
import { useLiveEvent } from "@/components/live/use-live-event";
import type { NotificationResource } from "@/lib/contracts/notifications";
import { NewestItem } from "./newest-item";
import { useNotifications } from "./notifications-context";

const MOST = 8;
const NOT_REACHED = "The server was not reached. Check the connection and try again.";

type List =
  { state: "loading" } | { state: "failed" } | { state: "loaded"; notifications: readonly NotificationResource[] };

/** The newest notifications, open from the start. */
export function BellPopover({ name, label }: Readonly<{ name: string; label: ReactNode }>) {
  const { unread, setUnread, actions } = useNotifications();
  const [isOpen, setIsOpen] = useState(true);
  const [list, setList] = useState<List>({ state: "loading" });
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    if (!isOpen) return;
    let isLeft = false;
    actions.newest().then(
      ({ notifications, unread: count }) => {
        if (isLeft) return;
        setUnread(count);
        setList({ state: "loaded", notifications });
      },
      () => isLeft || setList((known) => (known.state === "loaded" ? known : { state: "failed" })),
    );
    return () => void (isLeft = true);
  }, [isOpen, asked, actions, setUnread]);

  const change = (work: (known: readonly NotificationResource[]) => readonly NotificationResource[]) =>
    setList((known) => (known.state === "loaded" ? { ...known, notifications: work(known.notifications) } : known));
  useLiveEvent("notification.created", ({ notification }) =>
    change((known) => [notification, ...known.filter(({ id }) => id !== notification.id)].slice(0, MOST)),
  );

  const markAll = () => {
    const readAt = new Date().toISOString();
    change((known) => known.map((each) => ({ ...each, readAt: each.readAt ?? readAt })));
    // None that came since and was not seen.
    const upTo = list.state === "loaded" ? (list.notifications[0]?.createdAt ?? null) : null;
    actions.markAllRead(upTo).then(setUnread, () => showError(NOT_REACHED));
  };
  const open = (notification: NotificationResource) => {
    setIsOpen(false);
    if (notification.readAt === null)
      actions.markRead(notification.id, true).then(
        (saved) => saved.ok && setUnread(saved.data),
        () => undefined,
      );
  };

  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger aria-label={name} title={name} className={bellClass}>
        {label}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={8} collisionPadding={12} className="z-50">
          <Popover.Popup className="floats flex max-h-[min(560px,calc(100dvh-80px))] w-[min(400px,calc(100vw-24px))] flex-col rounded-xl border border-line-strong bg-surface shadow-float outline-none">
            <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
              <Popover.Title className="text-14 font-semibold">Notifications</Popover.Title>
              {unread ? <span className="text-12 text-text-3 figures">{unread} unread</span> : null}
              <Button look="ghost" size="sm" className="ml-auto" disabled={!unread} onClick={markAll}>
                <CheckCheck aria-hidden className="size-3.5" />
                Mark all read
              </Button>
              <Link
                href="/settings/notifications"
                aria-label="How you are told"
                title="How you are told"
                onClick={() => setIsOpen(false)}
                className="flex size-7 items-center justify-center rounded-md text-text-3 hover:bg-surface-2 hover:text-text"
              >
                <Settings aria-hidden className="size-4" strokeWidth={1.8} />
              </Link>
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
              <Newest list={list} onOpen={open} onRetry={() => setAsked((count) => count + 1)} />
            </div>
            <footer className="shrink-0 border-t border-line p-1.5">
              <Link
                href="/notifications"
                onClick={() => setIsOpen(false)}
                className="flex h-8 items-center justify-center rounded-md text-13 font-medium text-accent hover:bg-surface-2"
              >
                All notifications
              </Link>
            </footer>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

type NewestProps = Readonly<{ list: List; onOpen: (notification: NotificationResource) => void; onRetry: () => void }>;

function Newest({ list, onOpen, onRetry }: NewestProps) {
  if (list.state === "loading")
    return (
      <div role="status" aria-label="Loading notifications" className="divide-y divide-line">
        {["w-52", "w-64", "w-44"].map((width) => (
          <div key={width} className="flex gap-3 px-4 py-3">
            <Skeleton className="size-4" />
            <div className="space-y-2">
              <Skeleton className={`h-4 ${width}`} />
              <Skeleton className="h-3 w-24" />
            </div>
          </div>
        ))}
      </div>
    );
  if (list.state === "failed")
    return (
      <div role="alert" className="px-4 py-6 text-center text-13 text-text-2">
        <p>{NOT_REACHED}</p>
        <Button size="sm" className="mt-3" onClick={onRetry}>
          Try again
        </Button>
      </div>
    );
  if (list.notifications.length === 0)
    return (
      <p className="px-6 py-8 text-center text-13 text-pretty text-text-2">
        Nothing yet. When a caller needs a person, or something of yours needs a look, it stands here.
      </p>
    );
  return (
    <ul aria-label="Newest notifications" className="divide-y divide-line">
      {list.notifications.map((notification) => (
        <li key={notification.id}>
          <NewestItem notification={notification} onOpen={() => onOpen(notification)} />
        </li>
      ))}
    </ul>
  );
}
