import Link from "next/link";
import type { TakenMessage } from "@/lib/contracts/messages";
import { Ago } from "@/components/ui/ago";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";

type NewestMessagesProps = Readonly<{ messages: readonly TakenMessage[]; open: number }>;

/** The messages nobody has dealt with, newest first. */
export function NewestMessages({ messages, open }: NewestMessagesProps) {
  return (
    <Card title="Messages taken" action={open > 0 ? <Chip tone="warn">{open} open</Chip> : undefined}>
      {messages.length === 0 ? (
        <p className="px-4 pt-1 pb-5 text-13 text-text-3">No open message.</p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {messages.map(({ id, callId, callerName, text, takenAt, timeZone }) => (
            <li key={id}>
              <Link
                href={`/calls/${callId}`}
                className="block px-4 py-2.5 -outline-offset-2 transition-colors duration-150 hover:bg-surface-2"
              >
                <span className="flex items-baseline justify-between gap-3">
                  <span className="truncate text-14 font-medium">{callerName}</span>
                  <Ago at={takenAt} timeZone={timeZone} className="shrink-0 text-12 text-text-3 figures" />
                </span>
                <span className="line-clamp-2 text-13 text-text-2">{text}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
