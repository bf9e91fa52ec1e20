"use client";

import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import type { WidgetResource } from "@/lib/contracts/widgets";
import type { WidgetOutcome } from "../actions";

export type AgentChoice = Readonly<{ id: string; name: string; isPublished: boolean }>;

type WidgetFormProps = Readonly<{
  title: string;
  agents: readonly AgentChoice[];
  widget?: WidgetResource;
  save: (form: FormData) => Promise<WidgetOutcome>;
  onClose: () => void;
}>;

/** A widget's settings in a dialog; what was typed stays when something in it is wrong. */
export function WidgetForm({ title, agents, widget, save, onClose }: WidgetFormProps) {
  const [isPending, start] = useTransition();
  const [failure, setFailure] = useState<Extract<WidgetOutcome, { ok: false }> | null>(null);
  const error = (name: string) => failure?.fields[name] ?? null;
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={title}>
      <form
        noValidate
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          start(async () => {
            const outcome = await save(form);
            if (outcome.ok) onClose();
            else setFailure(outcome);
          });
        }}
      >
        <div className="space-y-4 overflow-y-auto p-4">
          <Field
            label="Name"
            name="name"
            defaultValue={widget?.name}
            placeholder="Where it stands, like Contact page"
            maxLength={100}
            autoComplete="off"
            autoFocus
            error={error("name")}
          />
          <AgentSelect agents={agents} chosen={widget?.agentId} error={error("agentId")} />
          <Field
            label="What the button says"
            name="label"
            defaultValue={widget?.label ?? "Talk to us"}
            maxLength={40}
            autoComplete="off"
            error={error("label")}
          />
          <Sites origins={widget?.allowedOrigins ?? []} error={error("allowedOrigins")} />
          <Field
            label="Calls an hour, from all visitors together"
            name="callsPerHour"
            type="number"
            min={1}
            max={10000}
            defaultValue={widget?.callsPerHour ?? 60}
            error={error("callsPerHour")}
          />
          <label className="flex items-center gap-2.5 text-13">
            <input
              type="checkbox"
              name="active"
              defaultChecked={widget?.active ?? true}
              className="size-4 accent-accent"
            />
            Switched on
          </label>
          {failure ? (
            <p role="alert" className="text-13 text-bad">
              {failure.message}
            </p>
          ) : null}
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? "Saving" : widget ? "Save" : "Make the widget"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type AgentSelectProps = Readonly<{ agents: readonly AgentChoice[]; chosen: string | undefined; error: string | null }>;

function AgentSelect({ agents, chosen, error }: AgentSelectProps) {
  const id = useId();
  const first = agents.find(({ isPublished }) => isPublished) ?? agents[0];
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium">
        Agent
      </label>
      <Select id={id} name="agentId" defaultValue={chosen ?? first?.id} className="w-full">
        {agents.map((agent) => (
          <option key={agent.id} value={agent.id}>
            {agent.name}
            {agent.isPublished ? "" : " (not published yet)"}
          </option>
        ))}
      </Select>
      {error ? <p className="mt-1.5 text-13 text-bad">{error}</p> : null}
    </div>
  );
}

function Sites({ origins, error }: Readonly<{ origins: readonly string[]; error: string | null }>) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-13 font-medium">
        Web sites it may be used on
      </label>
      <textarea
        id={id}
        name="allowedOrigins"
        rows={3}
        spellCheck={false}
        defaultValue={origins.join("\n")}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-hint`}
        className="w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 font-mono text-13 hover:border-text-3 focus-visible:border-accent aria-invalid:border-bad"
      />
      <p id={`${id}-hint`} className={error ? "text-13 text-bad" : "text-12 text-text-3"}>
        {error ?? "One a line: https://www.example.com, or https://*.example.com for all names below it"}
      </p>
    </div>
  );
}
