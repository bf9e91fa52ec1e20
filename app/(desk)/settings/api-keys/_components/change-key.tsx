"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/input";
import type { ApiKeyResource, CreatedApiKey } from "@/lib/contracts/api/api-keys";
import { revokeApiKeyAction, rotateApiKeyAction } from "../actions";
import { Failure } from "@/components/ui/failure";
import { ShownKey } from "./shown-key";
import { useChange } from "../../_components/use-change";

export type Change = { kind: "rotate" | "revoke"; key: ApiKeyResource };

const GRACES = [
  { hours: 0, words: "Not at all" },
  { hours: 1, words: "For an hour" },
  { hours: 24, words: "For a day" },
  { hours: 168, words: "For a week" },
];

/** Asks before a key is revoked or replaced, and shows the new one. */
export function ChangeKey({ change, onDone }: Readonly<{ change: Change | null; onDone: () => void }>) {
  const [made, setMade] = useState<CreatedApiKey | null>(null);
  const { run, isPending, failure, forget } = useChange();
  const close = () => {
    setMade(null);
    forget();
    onDone();
  };
  const isRotation = change?.kind === "rotate";
  return (
    <Dialog
      open={change !== null}
      onOpenChange={(open) => (open || made ? undefined : close())}
      title={made ? "Your new API key" : isRotation ? "Rotate the key" : "Revoke the key"}
    >
      {made ? (
        <ShownKey made={made} onKept={close} />
      ) : change ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const { id } = change.key;
            if (isRotation) run(() => rotateApiKeyAction(id, Number(form.get("graceHours"))), setMade);
            else run(() => revokeApiKeyAction(id), close);
          }}
        >
          <div className="space-y-4 p-4 text-14 text-text-2">
            {isRotation ? (
              <>
                <p>
                  A new key takes the place of <strong className="font-medium text-text">{change.key.name}</strong>,
                  with the same scopes, addresses and lifetime.
                </p>
                <Grace />
              </>
            ) : (
              <p>
                <strong className="font-medium text-text">{change.key.name}</strong> ({change.key.prefix}…) stops
                working at once and for good. A request under way is still answered; the next one is refused.
              </p>
            )}
            <Failure message={failure?.message ?? null} />
          </div>
          <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" look={isRotation ? "primary" : "danger"} disabled={isPending}>
              {isRotation ? "Make the new key" : "Revoke"}
            </Button>
          </div>
        </form>
      ) : null}
    </Dialog>
  );
}

function Grace() {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium text-text">
        The old key still works
      </label>
      <Select id={id} name="graceHours" defaultValue={24} className="w-full">
        {GRACES.map(({ hours, words }) => (
          <option key={hours} value={hours}>
            {words}
          </option>
        ))}
      </Select>
    </div>
  );
}
