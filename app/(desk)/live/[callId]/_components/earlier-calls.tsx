import Link from "next/link";
import { dispositionWords, statusWords } from "@/components/call/call-words";
import { Ago } from "@/components/ui/ago";
import type { CallSummary } from "@/lib/contracts/live/call-summary";

type EarlierCallsProps = Readonly<{
  /** E.164; null where there is none to find calls by. */
  number: string | null;
  /** The last ones, newest first. */
  calls: readonly CallSummary[];
  total: number;
}>;

/** What was spoken with this number before. */
export function EarlierCalls({ number, calls, total }: EarlierCallsProps) {
  return (
    <section aria-label="Earlier calls">
      <h2 className="flex items-baseline justify-between text-12 font-medium text-text-3">
        Earlier calls
        {total > calls.length ? (
          <Link href={`/calls?from=${encodeURIComponent(number ?? "")}`} className="font-normal hover:underline">
            all {total}
          </Link>
        ) : null}
      </h2>
      {calls.length === 0 ? (
        <p className="mt-2 text-13 text-text-3">
          {number === null ? "No number to find earlier calls by." : "None: this is the first with this number."}
        </p>
      ) : (
        <ul className="mt-1 divide-y divide-line text-13">
          {calls.map((call) => (
            <li key={call.id}>
              <Link href={`/calls/${call.id}`} className="block py-1.5 hover:bg-surface-2">
                <span className="flex items-baseline justify-between gap-2">
                  <span className="truncate">
                    {call.disposition ? dispositionWords(call.disposition) : statusWords(call.status).label}
                  </span>
                  <span className="shrink-0 text-12 text-text-3">
                    <Ago at={call.startedAt} timeZone={call.timeZone} />
                  </span>
                </span>
                {call.lastLine ? <span className="block truncate text-12 text-text-3">{call.lastLine}</span> : null}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
