"use client";

import { TriangleAlert } from "lucide-react";
import { formatExact } from "@/components/format/time";
import { Button } from "@/components/ui/button";
import { FormNews } from "../../_components/form-news";
import { type FormAction, useFormAction } from "../../_components/use-form-action";

type Props = Readonly<{
  action: FormAction;
  /** ISO. */
  eraseAfter: string;
  requestedBy: string | null;
  timeZone: string;
  mayUndo: boolean;
}>;

/** The organization is going to be erased: when, who asked, and the way back. */
export function ErasureNotice({ action, eraseAfter, requestedBy, timeZone, mayUndo }: Props) {
  const { state, isPending, onSubmit } = useFormAction(action);
  return (
    <section aria-label="To be erased" className="rounded-xl border border-line bg-bad-soft px-4 py-4">
      <p className="flex items-start gap-2 text-14 text-text">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
        <span className="text-pretty">
          <strong className="font-semibold">This organization will be erased</strong> after{" "}
          <time dateTime={eraseAfter}>{formatExact(eraseAfter, timeZone)}</time>
          {requestedBy ? `, as ${requestedBy} asked` : ""}. Until then everything goes on as usual.
        </span>
      </p>
      {mayUndo ? (
        <form onSubmit={onSubmit} className="mt-3 flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? "Undoing" : "Do not erase"}
          </Button>
          <FormNews state={state} isPending={isPending} />
        </form>
      ) : (
        <p className="mt-2 text-13 text-text-2">An owner can undo it.</p>
      )}
    </section>
  );
}
