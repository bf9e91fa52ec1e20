import { Clock } from "lucide-react";
import Link from "next/link";
import { formatPhone } from "@/components/format/phone";
import { Ago } from "@/components/ui/ago";
import { Chip } from "@/components/ui/chip";
import type { PhoneNumberResource } from "@/lib/contracts/phone-numbers";
import { answeringWords, HEALTH } from "./words";

/** Every number with who answers it now, whether calls arrive, and when the last one came. */
export function NumberList({ numbers }: Readonly<{ numbers: readonly PhoneNumberResource[] }>) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
      {numbers.map((number) => (
        <li
          key={number.id}
          className="relative grid gap-x-4 gap-y-1.5 px-4 py-3 transition-colors duration-150 hover:bg-surface-2 sm:grid-cols-[minmax(0,1.1fr)_minmax(0,1.2fr)_auto]"
        >
          <div className="min-w-0">
            <Link
              href={`/settings/phone-numbers/${number.id}`}
              className="text-14 font-medium figures after:absolute after:inset-0"
            >
              {formatPhone(number.e164)}
            </Link>
            <p className="truncate text-12 text-text-3">
              {number.label === "" ? number.businessName : `${number.label} · ${number.businessName}`}
            </p>
          </div>
          <div className="min-w-0">
            <p className="flex items-center gap-1.5 text-13">
              <span className="truncate">{answeringWords(number)}</span>
              {number.schedule ? (
                <span className="flex shrink-0 items-center gap-1 text-12 text-text-3">
                  <Clock aria-hidden className="size-3.5" />
                  {number.answering.until ? `until ${clockOf(number.answering.until, number.timeZone)}` : "by schedule"}
                </span>
              ) : null}
            </p>
            <p className="text-12 text-text-3">
              {number.lastCallAt ? (
                <>
                  Last call <Ago at={number.lastCallAt} timeZone={number.timeZone} />
                </>
              ) : (
                "No call yet"
              )}
            </p>
          </div>
          <div className="flex items-center gap-1.5 sm:justify-end">
            {number.state === "ready" ? (
              <>
                {number.answering.kind === "nobody" ? <Chip tone="bad">Nobody answers</Chip> : null}
                {number.answering.kind === "outage" ? <Chip tone="warn">Outage</Chip> : null}
                <Chip tone={HEALTH[number.webhooks.state].tone}>{HEALTH[number.webhooks.state].words}</Chip>
              </>
            ) : (
              <Chip tone="accent">{number.state === "ordering" ? "Being ordered" : "Being released"}</Chip>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

const clockOf = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit" }).format(
    new Date(at),
  );
