import { CircleAlert, CircleCheck } from "lucide-react";
import type { ActionState } from "./use-form-action";

/** What became of the change, beside its button; said aloud too. */
export function FormNews({ state, isPending }: Readonly<{ state: ActionState; isPending: boolean }>) {
  const shown = isPending || state.status === "idle" ? null : state;
  const Icon = shown?.status === "failed" ? CircleAlert : CircleCheck;
  return (
    <p role="status" className={`text-13 ${shown?.status === "failed" ? "text-bad" : "text-good"}`}>
      {shown ? (
        <span className="flex items-start gap-1.5">
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
          {shown.message}
        </span>
      ) : null}
    </p>
  );
}
