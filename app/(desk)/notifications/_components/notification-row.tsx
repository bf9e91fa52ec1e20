import { clsx } from "clsx";
import { Mail, MailOpen, Trash2 } from "lucide-react";
import Link from "next/link";
import { TYPE_WORDS } from "@/components/notifications/type-words";
import { Ago } from "@/components/ui/ago";
import { buttonClass } from "@/components/ui/button";
import type { NotificationResource } from "@/lib/contracts/notifications";

type NotificationRowProps = Readonly<{
  notification: NotificationResource;
  timeZone: string;
  onOpen: () => void;
  onMark: () => void;
  onRemove: () => void;
}>;

export function NotificationRow({ notification, timeZone, onOpen, onMark, onRemove }: NotificationRowProps) {
  const { type, title, body, url, createdAt, readAt } = notification;
  const { icon: Icon, tone, label } = TYPE_WORDS[type];
  const isUnread = readAt === null;
  const mark = isUnread ? "Mark read" : "Mark unread";
  const MarkIcon = isUnread ? MailOpen : Mail;
  const words = (
    <>
      {title}
      {isUnread ? <span className="sr-only">, unread</span> : null}
    </>
  );
  const wordsClass = clsx("text-14 text-pretty", isUnread ? "font-semibold" : "text-text-2");
  return (
    <div className={clsx("flex items-start gap-3 px-4 py-3", isUnread ? "bg-accent-soft/40" : undefined)}>
      <Icon aria-hidden className={clsx("mt-1 size-4 shrink-0", tone)} strokeWidth={1.8} />
      <div className="min-w-0 flex-1">
        {url ? (
          <Link href={url} onClick={onOpen} className={clsx(wordsClass, "rounded-sm hover:underline")}>
            {words}
          </Link>
        ) : (
          <p className={wordsClass}>{words}</p>
        )}
        {body === "" ? null : <p className="mt-0.5 max-w-[72ch] text-13 text-pretty text-text-2">{body}</p>}
        <p className="mt-1 text-12 text-text-3">
          {label} · <Ago at={createdAt} timeZone={timeZone} className="figures" />
        </p>
      </div>
      <div className="flex shrink-0 gap-0.5">
        <button
          type="button"
          aria-label={`${mark}: ${title}`}
          title={mark}
          onClick={onMark}
          className={buttonClass("ghost", "sm", "px-1.5")}
        >
          <MarkIcon aria-hidden className="size-4" strokeWidth={1.8} />
        </button>
        <button
          type="button"
          aria-label={`Delete: ${title}`}
          title="Delete"
          onClick={onRemove}
          className={buttonClass("ghost", "sm", "px-1.5")}
        >
          <Trash2 aria-hidden className="size-4" strokeWidth={1.8} />
        </button>
      </div>
    </div>
  );
}
