"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { formatPhone } from "@/components/format/phone";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { releaseNumberAction } from "../../actions";
import { Failure } from "@/components/ui/failure";
import { useChange } from "../../../_components/use-change";

type Usage = Readonly<{ callsIn30Days: number; callsInProgress: number; onlyNumberOf: readonly string[] }>;
type ReleaseNumberProps = Readonly<{ id: string; e164: string; usage: Usage }>;

/** Lets a number go for good, having said what stops working. */
export function ReleaseNumber({ id, e164, usage }: ReleaseNumberProps) {
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const { run, isPending, failure } = useChange();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const input = { confirm: form.get("confirm") as string, keepAtCarrier: form.get("keep") === "on" };
    run(
      () => releaseNumberAction(id, input),
      () => router.push("/settings/phone-numbers"),
    );
  };
  return (
    <Card title="Release this number">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 pb-4">
        <p className="min-w-0 flex-1 basis-72 text-13 text-pretty text-text-2">
          {usage.callsIn30Days === 0
            ? "Nobody called it in the last 30 days."
            : `${usage.callsIn30Days} ${usage.callsIn30Days === 1 ? "call" : "calls"} came to it in the last 30 days.`}
          {usage.onlyNumberOf.length > 0 ? ` No other number reaches ${usage.onlyNumberOf.join(", ")}.` : ""}
        </p>
        <Button look="danger" onClick={() => setIsOpen(true)}>
          Release number
        </Button>
      </div>
      <Dialog
        open={isOpen}
        onOpenChange={(open) => (isPending ? undefined : setIsOpen(open))}
        title={`Release ${formatPhone(e164)}`}
      >
        <form onSubmit={onSubmit} noValidate className="flex min-h-0 flex-col">
          <div className="space-y-4 overflow-y-auto p-4">
            <ul className="list-disc space-y-1 pl-5 text-13 text-text-2">
              <li>Its callers reach nobody from now on. This cannot be undone: anybody may buy it then.</li>
              {usage.callsInProgress > 0 ? <li>Calls in progress on it go on to their end.</li> : null}
              {usage.onlyNumberOf.length > 0 ? (
                <li>Nobody can call {usage.onlyNumberOf.join(", ")} any more.</li>
              ) : null}
              <li>Its calls and messages stay here.</li>
            </ul>
            <label className="flex items-start gap-2.5 text-13">
              <input type="checkbox" name="keep" className="mt-0.5 size-4 accent-accent" />
              <span>
                Keep it in the Twilio account
                <span className="block text-12 text-text-3">
                  Only take it out of Aybiza; Twilio goes on charging for it.
                </span>
              </span>
            </label>
            <Field
              label={`Type ${e164} to confirm`}
              name="confirm"
              autoComplete="off"
              spellCheck={false}
              error={failure?.fields["confirm"] ?? null}
            />
            <Failure message={failure && !failure.fields["confirm"] ? failure.message : null} />
          </div>
          <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
            <Button onClick={() => setIsOpen(false)} disabled={isPending}>
              Cancel
            </Button>
            <Button type="submit" look="danger" disabled={isPending}>
              {isPending ? "Releasing" : "Release number"}
            </Button>
          </div>
        </form>
      </Dialog>
    </Card>
  );
}
