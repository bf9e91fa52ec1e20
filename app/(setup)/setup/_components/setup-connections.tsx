"use client";

import { CircleAlert, CircleCheck, FlaskConical } from "lucide-react";
import { useState, useTransition } from "react";
import type { ConnectionActions } from "@/components/connections/actions-type";
import { ConnectionCard } from "@/components/connections/connection-card";
import { VENDOR_FORMS } from "@/components/connections/vendor-forms";
import { Button } from "@/components/ui/button";
import type { ConnectionResource } from "@/lib/contracts/connections";
import { finishStepAction } from "../actions";
import { StepFooter } from "./step-footer";
import { useFinish } from "./use-finish";

type SetupConnectionsProps = Readonly<{
  connections: readonly ConnectionResource[];
  canChange: boolean;
  timeZone: string;
  actions: ConnectionActions;
}>;

/** The vendors, each with its check, and one click for those who have no accounts yet. */
export function SetupConnections({ connections: given, canChange, timeZone, actions }: SetupConnectionsProps) {
  const [connections, setConnections] = useState(given);
  // A card whose account was changed from outside begins anew.
  const [round, setRound] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const [isSwitching, startSwitch] = useTransition();
  const { finish, isPending, failure: refused } = useFinish();
  const keep = (next: ConnectionResource) =>
    setConnections((before) => before.map((each) => (each.vendor === next.vendor ? next : each)));

  const needed = connections.filter(({ vendor }) => vendor !== "stripe");
  const away = needed.filter(({ mode, offered }) => mode !== "sandbox" && offered.includes("sandbox"));
  const useSandbox = () =>
    startSwitch(async () => {
      setFailure(null);
      for (const { vendor } of away) {
        const outcome = await actions.save(vendor, { mode: "sandbox" });
        if (!outcome.ok) return setFailure(outcome.message);
        keep(outcome.data);
      }
      setRound((before) => before + 1);
    });

  const failing = needed.filter(({ status }) => status === "failing");
  return (
    <div className="space-y-4">
      <Summary needed={needed}>
        {away.length > 0 && canChange ? (
          <Button onClick={useSandbox} disabled={isSwitching}>
            <FlaskConical aria-hidden className="size-4" />
            {isSwitching ? "Switching" : "Use the sandbox for everything"}
          </Button>
        ) : null}
        {failure ? (
          <p role="alert" className="w-full text-13 text-bad">
            {failure}
          </p>
        ) : null}
      </Summary>
      {connections.map((connection) => (
        <ConnectionCard
          key={`${connection.vendor} ${round}`}
          connection={connection}
          canChange={canChange}
          timeZone={timeZone}
          actions={actions}
          checksItself
          onChanged={keep}
        />
      ))}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          finish(() => finishStepAction("connections", false));
        }}
      >
        <StepFooter
          step="connections"
          isPending={isPending}
          problem={refused?.message}
          submit={failing.length > 0 ? "Go on without it" : "Continue"}
          hint={
            failing.length > 0
              ? `${namesOf(failing)} must work before a call can be held. You can set up everything else first.`
              : "You can change this at any time under Settings."
          }
        />
      </form>
    </div>
  );
}

/** How all of them together stand, in a sentence. */
function Summary({ needed, children }: Readonly<{ needed: readonly ConnectionResource[]; children: React.ReactNode }>) {
  const failing = needed.filter(({ status }) => status === "failing");
  const isSandbox = needed.every(({ mode }) => mode === "sandbox");
  const areChecked = needed.every(({ status }) => status === "working" || status === "attention");
  const Icon = failing.length > 0 ? CircleAlert : isSandbox ? FlaskConical : CircleCheck;
  return (
    <section
      aria-label="All together"
      className="flex flex-wrap items-center gap-3 rounded-xl border border-line bg-surface px-4 py-3"
    >
      <Icon
        aria-hidden
        className={`size-5 shrink-0 ${failing.length > 0 ? "text-bad" : areChecked && !isSandbox ? "text-good" : "text-text-3"}`}
      />
      <div aria-live="polite" className="min-w-0 flex-1 basis-64">
        <p className="text-14 font-semibold">
          {failing.length > 0
            ? `${namesOf(failing)} ${failing.length === 1 ? "does" : "do"} not work yet`
            : isSandbox
              ? "You are on the sandbox, and need nothing to begin"
              : areChecked
                ? "All that a call needs works"
                : "Not everything was checked yet"}
        </p>
        <p className="text-13 text-pretty text-text-2">
          {failing.length > 0
            ? "Its card below says what is wrong and what to do."
            : isSandbox
              ? "It stands in for the vendors: it costs nothing, and reaches nobody outside. To take real calls, give your own accounts below."
              : "Calls use the accounts below."}
        </p>
      </div>
      {children}
    </section>
  );
}

const namesOf = (connections: readonly ConnectionResource[]): string =>
  new Intl.ListFormat("en").format(connections.map(({ vendor }) => VENDOR_FORMS[vendor].name));
