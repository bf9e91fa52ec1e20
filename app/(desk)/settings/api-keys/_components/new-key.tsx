"use client";

import { Plus } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import type { CreatedApiKey } from "@/lib/contracts/api/api-keys";
import { createApiKeyAction } from "../actions";
import { Failure } from "@/components/ui/failure";
import { ShownKey } from "./shown-key";
import { useChange } from "../../_components/use-change";

type Scope = Readonly<{ scope: string; words: string }>;

const LIFETIMES = [
  { days: "30", words: "30 days" },
  { days: "90", words: "90 days" },
  { days: "365", words: "A year" },
  { days: "", words: "Until it is revoked" },
];

/** The way to a new key: what it is for, what it may do, how long and from where; then the key, once. */
export function NewKey({ scopes }: Readonly<{ scopes: readonly Scope[] }>) {
  const [isOpen, setIsOpen] = useState(false);
  const [made, setMade] = useState<CreatedApiKey | null>(null);
  const { run, isPending, failure, forget } = useChange();
  const close = () => {
    setIsOpen(false);
    setMade(null);
    forget();
  };
  return (
    <>
      <Button look="primary" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden className="size-4" />
        New key
      </Button>
      <Dialog
        open={isOpen}
        // A key that was not kept is lost: only the button closes then.
        onOpenChange={(open) => (open || made ? undefined : close())}
        title={made ? "Your new API key" : "New API key"}
      >
        {made ? (
          <ShownKey made={made} onKept={close} />
        ) : (
          <form
            // Not as the form's action: that would empty the fields when something in them is wrong.
            onSubmit={(event) => {
              event.preventDefault();
              const form = new FormData(event.currentTarget);
              run(() => createApiKeyAction(form), setMade);
            }}
            className="flex min-h-0 flex-col"
            noValidate
          >
            <div className="space-y-4 overflow-y-auto p-4">
              <Field
                label="Name"
                name="name"
                placeholder="What it is for, like CRM"
                maxLength={100}
                autoComplete="off"
                autoFocus
                error={failure?.fields["name"] ?? null}
              />
              <Scopes scopes={scopes} error={failure?.fields["scopes"] ?? null} />
              <Lifetime />
              <Addresses error={failure?.fields["allowedIps"] ?? null} />
              <Failure message={failure?.message ?? null} />
            </div>
            <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
              <Button onClick={close}>Cancel</Button>
              <Button type="submit" look="primary" disabled={isPending}>
                {isPending ? "Making the key" : "Make the key"}
              </Button>
            </div>
          </form>
        )}
      </Dialog>
    </>
  );
}

function Scopes({ scopes, error }: Readonly<{ scopes: readonly Scope[]; error: string | null }>) {
  const errorId = useId();
  return (
    <fieldset aria-describedby={error ? errorId : undefined}>
      <legend className="mb-1.5 text-13 font-medium">It may</legend>
      <div className="max-h-56 overflow-y-auto rounded-md border border-line-strong scroll-quiet">
        {scopes.map(({ scope, words }) => (
          <label key={scope} className="flex items-center gap-2.5 px-2.5 py-1.5 text-13 hover:bg-surface-2">
            <input type="checkbox" name="scope" value={scope} className="size-4 accent-accent" />
            <span className="min-w-0 flex-1">{words}</span>
            <code className="font-mono text-12 text-text-3">{scope}</code>
          </label>
        ))}
      </div>
      {error ? (
        <p id={errorId} className="mt-1.5 text-13 text-bad">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

function Lifetime() {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium">
        It works for
      </label>
      <Select id={id} name="days" defaultValue="90" className="w-full">
        {LIFETIMES.map(({ days, words }) => (
          <option key={days} value={days}>
            {words}
          </option>
        ))}
      </Select>
    </div>
  );
}

function Addresses({ error }: Readonly<{ error: string | null }>) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium">
        Only from these addresses <span className="font-normal text-text-3">(from everywhere if empty)</span>
      </label>
      <textarea
        id={id}
        name="allowedIps"
        rows={2}
        spellCheck={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-hint`}
        className="w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 font-mono text-13 hover:border-text-3 focus-visible:border-accent aria-invalid:border-bad"
      />
      <p id={`${id}-hint`} className={error ? "text-13 text-bad" : "text-12 text-text-3"}>
        {error ?? "IPv4 or IPv6, one or a range: 203.0.113.7, 10.0.0.0/8, 2001:db8::/32"}
      </p>
    </div>
  );
}
