import { CornerDownRight } from "lucide-react";
import Link from "next/link";
import type { TakenMessage } from "@/lib/contracts/messages";
import { formatPhone } from "@/components/format/phone";
import { Ago } from "@/components/ui/ago";
import { Chip } from "@/components/ui/chip";

/** What callers wanted passed on, each with the call it came from. */
export function MessageList({ messages }: Readonly<{ messages: readonly TakenMessage[] }>) {
  return (
    <ul aria-label="Messages, newest first" className="divide-y divide-line rounded-xl border border-line bg-surface">
      {messages.map((message) => (
        <li key={message.id} className="px-4 py-3.5">
          <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
            <span className="text-14 font-semibold">{message.callerName}</span>
            <a
              href={`tel:${message.callbackNumber}`}
              className="rounded-sm text-13 text-text-2 underline decoration-line-strong underline-offset-2 figures hover:text-text"
            >
              {formatPhone(message.callbackNumber)}
            </a>
            {message.handledAt ? <Chip tone="good">dealt with</Chip> : null}
            <Ago at={message.takenAt} timeZone={message.timeZone} className="ml-auto text-12 text-text-3 figures" />
          </div>
          <p className="mt-1 max-w-[72ch] text-14 text-pretty">{message.text}</p>
          <p className="mt-1.5 flex items-center gap-1.5 text-12 text-text-3">
            <CornerDownRight aria-hidden className="size-3" />
            <Link
              href={`/calls/${message.callId}`}
              aria-label={`The call in which ${message.callerName} left this message`}
              className="rounded-sm text-accent hover:underline"
            >
              Open the call
            </Link>
            <span>
              · taken by {message.agentName} for {message.businessName}
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
