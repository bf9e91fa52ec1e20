"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Failure } from "@/components/ui/failure";
import { signInAction } from "../actions";

type SignInCardProps = Readonly<{
  serverId: string;
  serverName: string;
  isSignedIn: boolean;
  /** It holds no more, and what was allowed waits for somebody to sign in again. */
  wasSignedIn: boolean;
  mayWrite: boolean;
  /** Why the last try came to nothing. */
  problem: string | null;
}>;

const PROBLEMS: Readonly<Record<string, string>> = {
  denied: "Nothing was allowed there, so nothing is signed in.",
  expired: "That took too long, or was begun elsewhere. Begin again.",
  failed: "The server did not complete the sign-in. Try again; if it stays so, ask its provider.",
};

/** Signing in to a server at its own page of consent. What it gives is sealed, and renewed by itself. */
export function SignInCard({ serverId, serverName, isSignedIn, wasSignedIn, mayWrite, problem }: SignInCardProps) {
  const [isPending, start] = useTransition();
  const [failure, setFailure] = useState<string | null>(problem === null ? null : (PROBLEMS[problem] ?? null));
  const signIn = () =>
    start(async () => {
      const outcome = await signInAction(serverId);
      if (outcome.ok) window.location.assign(outcome.url);
      else setFailure(outcome.message);
    });
  return (
    <Card
      title="Sign-in"
      action={isSignedIn ? <Chip tone="good">Signed in</Chip> : <Chip tone="warn">Not signed in</Chip>}
    >
      <div className="space-y-3 px-4 pb-4">
        <p className="text-13 text-pretty text-text-2">
          {isSignedIn
            ? "What it gave us is kept sealed and renewed by itself. You can sign in again, as somebody else too."
            : wasSignedIn
              ? `${serverName} does not let us in any more. What was allowed stays allowed; until somebody signs in again, agents tell callers that they can’t do it.`
              : `You are sent to ${serverName}, allow there what agents need, and come back. Until then agents can use none of its tools.`}
        </p>
        <Failure message={failure} />
        {mayWrite ? (
          <Button look={isSignedIn ? "secondary" : "primary"} disabled={isPending} onClick={signIn}>
            {isPending ? "Asking the server" : isSignedIn || wasSignedIn ? "Sign in again" : "Sign in"}
          </Button>
        ) : null}
      </div>
    </Card>
  );
}
