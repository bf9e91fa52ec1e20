"use client";

import Link from "next/link";
import { otherParty, statusWords } from "@/components/call/call-words";
import { DialHint } from "@/components/call/dial-hint";
import { formatPhone } from "@/components/format/phone";
import { LiveClock } from "@/components/live/live-clock";
import { useLive, useLiveCalls } from "@/components/live/live-provider";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";

const MOST = 5;

type ActiveCallsCardProps = Readonly<{ phoneNumber: string | null; isSandbox: boolean; mayCall: boolean }>;

/** The calls going on at this moment, with the last thing said in each; without one, how to have one. */
export function ActiveCallsCard({ phoneNumber, isSandbox, mayCall }: ActiveCallsCardProps) {
  const { status } = useLive();
  const calls = useLiveCalls((all) => all);
  return (
    <Card
      title="On the phone now"
      hint={status === "lost" ? "not up to date" : undefined}
      action={calls.length > 0 ? <Chip tone="bad">{calls.length}</Chip> : undefined}
    >
      {calls.length === 0 ? (
        <div className="space-y-3 px-4 pt-1 pb-5">
          <p className="text-13 text-text-2">
            Nobody at the moment. A call appears here as it comes in
            {phoneNumber && isSandbox ? "; place one:" : "."}
          </p>
          {phoneNumber ? <DialHint phoneNumber={phoneNumber} isSandbox={isSandbox} mayCall={mayCall} /> : null}
        </div>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {calls.slice(0, MOST).map((call) => (
            <li key={call.id} className="animate-rise">
              <Link
                href={`/live/${call.id}`}
                className="block px-4 py-2.5 -outline-offset-2 transition-colors duration-150 hover:bg-surface-2"
              >
                <span className="flex items-baseline justify-between gap-3">
                  <span className="text-14 font-medium figures">{formatPhone(otherParty(call))}</span>
                  <LiveClock call={call} className="text-13 text-text-3 figures" />
                </span>
                <span className="block truncate text-13 text-text-2">
                  {call.lastLine ?? statusWords(call.status).label}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {calls.length > MOST ? (
        <p className="border-t border-line px-4 py-2 text-13">
          <Link href="/live" className="rounded-sm text-accent hover:underline">
            All {calls.length} calls
          </Link>
        </p>
      ) : null}
    </Card>
  );
}
