import { clsx } from "clsx";
import Link from "next/link";
import { formatAgo } from "@/components/format/time";
import { useNow } from "@/components/ui/use-now";
import type { NotificationResource } from "@/lib/contracts/notifications";
import { useNotifications } from "./notifications-context";
import { TYPE_WORDS } from "./type-words";

type NewestItemProps = Readonly<{ notification: NotificationResource; onOpen: () => void }>;

/** One notification of the bell's. All of it leads to what it is about. */
export function NewestItem({ notification, onOpen }: NewestItemProps) {
  const { type, title, body, url, createdAt, readAt } = notification;
  const { icon: Icon, tone } = TYPE_WORDS[type];
  const now = useNow(30_000);
  const { timeZone } = useNotifications();
  const isUnread = readAt === null;
  return (
    <Link
      href={url ?? "/notifications"}
      onClick={onOpen}
      className="flex gap-3 px-4 py-3 -outline-offset-2 hover:bg-surface-2"
    >
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", tone)} strokeWidth={1.8} />
      <span className="min-w-0 flex-1">
        <span className={clsx("block text-13 text-pretty", isUnread ? "font-semibold" : "text-text-2")}>{title}</span>
        {body === "" ? null : <span className="mt-0.5 line-clamp-2 text-12 text-text-2">{body}</span>}
        <time dateTime={createdAt} className="mt-0.5 block text-12 text-text-3 figures">
          {formatAgo(createdAt, now, timeZone)}
        </time>
      </span>
      {isUnread ? (
        <span className="mt-1.5 size-2 shrink-0 rounded-full bg-accent">
          <span className="sr-only">unread</span>
        </span>
      ) : null}
    </Link>
  );
}
