"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { confirmSecondFactorAction } from "../actions";
import type { QrPath } from "../qr-path";
import { Problem } from "./problem";
import { useAttempt } from "./use-attempt";

const QUIET_ZONE = 4;

type SetUpFormProps = Readonly<{
  secret: string;
  qr: QrPath;
  onConfirmed: (recoveryCodes: string[]) => void;
  onCancel: () => void;
}>;

/** The new secret for the app, and the code that proves it is there. */
export function SetUpForm({ secret, qr, onConfirmed, onCancel }: SetUpFormProps) {
  const { run, isPending, failure } = useAttempt();
  const side = qr.size + 2 * QUIET_ZONE;
  return (
    <div className="flex flex-col gap-6 sm:flex-row">
      {/* Dark on white in both themes: some cameras read nothing else. */}
      <svg
        role="img"
        aria-label="QR code for your authenticator app"
        viewBox={`${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`}
        shapeRendering="crispEdges"
        className="size-44 shrink-0 rounded-lg border border-line"
      >
        <rect x={-QUIET_ZONE} y={-QUIET_ZONE} width={side} height={side} fill="#fff" />
        <path d={qr.path} fill="#000" />
      </svg>
      <div className="min-w-0 flex-1 space-y-4">
        <div>
          <p className="text-14 text-pretty">
            <span className="font-medium">1.</span> Scan the code with an authenticator app, or type this secret into
            it:
          </p>
          <p className="mt-2 flex items-center gap-2">
            <code data-testid="totp-secret" className="min-w-0 font-mono text-13 break-all">
              {secret.match(/.{1,4}/g)?.join(" ")}
            </code>
            <CopyButton text={secret} label="Copy the secret" compact />
          </p>
        </div>
        <form
          className="space-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            run(() => confirmSecondFactorAction(form), onConfirmed);
          }}
        >
          <p className="text-14">
            <span className="font-medium">2.</span> Enter the six digits it shows.
          </p>
          <Field
            label="Code"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={10}
            required
            autoFocus
            className="max-w-40"
          />
          <Problem message={failure?.message ?? null} />
          <div className="flex gap-2">
            <Button type="submit" look="primary" disabled={isPending}>
              {isPending ? "Checking" : "Turn on"}
            </Button>
            <Button look="ghost" onClick={onCancel} disabled={isPending}>
              Cancel
            </Button>
          </div>
        </form>
      </div>
    </div>
  );
}
