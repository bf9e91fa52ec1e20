"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormNews } from "../../_components/form-news";
import type { ActionState } from "../../_components/use-form-action";

const UNREACHED = "The server was not reached. Check the connection and try again.";

/** Asks for the file itself, so that a number that is none is told beside its field and not on a page of its own. */
export function ExportCallerForm() {
  const [state, setState] = useState<ActionState>({ status: "idle" });
  const [isPending, setPending] = useState(false);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = new FormData(event.currentTarget);
    setPending(true);
    setState(await download(body).catch((): ActionState => ({ status: "failed", message: UNREACHED, fields: {} })));
    setPending(false);
  };
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-4 px-4 pt-1 pb-4">
      <p className="text-14 text-pretty text-text-2">
        What somebody may ask you for: their calls with every word, and the messages they left, as one file (JSON).
      </p>
      <Field
        label="Their phone number, with country"
        name="phone"
        type="tel"
        autoComplete="off"
        placeholder="+14155550134"
        required
        error={state.status === "failed" ? (state.fields["phone"] ?? null) : null}
        className="max-w-xs"
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={isPending}>
          {isPending ? "Collecting" : "Download what is kept"}
        </Button>
        <FormNews state={state} isPending={isPending} />
      </div>
    </form>
  );
}

async function download(body: FormData): Promise<ActionState> {
  const response = await fetch("/settings/privacy/export-caller", { method: "POST", body });
  if (!response.ok) {
    const problem = (await response.json()) as { detail: string; errors?: { field: string; message: string }[] };
    const fields = Object.fromEntries((problem.errors ?? []).map(({ field, message }) => [field, message]));
    return { status: "failed", message: problem.detail, fields };
  }
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = "caller.json";
  link.click();
  URL.revokeObjectURL(address);
  return { status: "done", message: "Downloaded." };
}
