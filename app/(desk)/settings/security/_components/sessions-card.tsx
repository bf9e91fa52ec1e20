"use client";

import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { SessionSummary } from "@/lib/contracts/session";
import { revokeOtherSessionsAction, revokeSessionAction } from "../actions";
import { Problem } from "./problem";
import { useAttempt } from "./use-attempt";

type SessionsCardProps = Readonly<{ sessions: readonly SessionSummary[]; timeZone: string }>;

/** Where the person is signed in. What is ended here is out at its next step. */
export function SessionsCard({ sessions, timeZone }: SessionsCardProps) {
  const { run, isPending, failure } = useAttempt();
  const hasOthers = sessions.some(({ isCurrent }) => !isCurrent);
  return (
    <Card
      title="Sessions"
      hint="where you are signed in"
      action={
        hasOthers ? (
          <Button look="danger" size="sm" disabled={isPending} onClick={() => run(revokeOtherSessionsAction)}>
            Sign out everywhere else
          </Button>
        ) : null
      }
    >
      <div className="px-4 empty:hidden">
        <Problem message={failure?.message ?? null} />
      </div>
      <ul className="mt-1 divide-y divide-line border-t border-line">
        {sessions.map(({ id, isCurrent, isHalfway, browser, ip, lastSeenAt }) => (
          <li key={id} className="flex min-h-12 items-center gap-3 px-4 py-2">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2 text-14">
                {browser}
                {isCurrent ? <Chip tone="accent">This one</Chip> : null}
                {isHalfway ? <Chip tone="warn">Password only, no code yet</Chip> : null}
              </p>
              <p className="text-12 text-text-3">
                {ip ? <span className="figures">{ip} · </span> : null}
                {isCurrent ? "now" : <Ago at={lastSeenAt} timeZone={timeZone} />}
              </p>
            </div>
            {isCurrent ? null : (
              <Button
                size="sm"
                disabled={isPending}
                aria-label={`Sign out ${browser}${ip ? `, ${ip}` : ""}`}
                onClick={() => run(() => revokeSessionAction(id))}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
