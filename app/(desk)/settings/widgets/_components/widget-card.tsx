"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import type { WidgetResource } from "@/lib/contracts/widgets";
import { removeWidgetAction, updateWidgetAction } from "../actions";
import { type AgentChoice, WidgetForm } from "./widget-form";

type WidgetCardProps = Readonly<{
  widget: WidgetResource;
  agents: readonly AgentChoice[];
  scriptUrl: string;
  /** What a page with a content security policy must let through to connect: the call-workers'. */
  callOrigins: readonly string[];
  mayChange: boolean;
}>;

/** One widget: its tag to copy, where it may be used, who answers. */
export function WidgetCard({ widget, agents, scriptUrl, callOrigins, mayChange }: WidgetCardProps) {
  const [dialog, setDialog] = useState<"change" | "remove" | null>(null);
  const tag = `<script src="${scriptUrl}" data-widget="${widget.publicKey}" async></script>`;
  const answers = agents.find(({ id }) => id === widget.agentId);
  return (
    <article aria-label={widget.name} className="rounded-xl border border-line bg-surface p-4">
      <header className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 truncate text-14 font-semibold">{widget.name}</h3>
        <Chip tone={widget.active ? "good" : "neutral"}>{widget.active ? "On" : "Off"}</Chip>
        {answers ? null : <Chip tone="warn">Its agent is archived</Chip>}
        {answers && !answers.isPublished ? <Chip tone="warn">Its agent is not published yet</Chip> : null}
        {mayChange ? (
          <span className="ml-auto flex gap-2">
            <Button size="sm" onClick={() => setDialog("change")}>
              Change
            </Button>
            <Button size="sm" look="danger" onClick={() => setDialog("remove")}>
              Remove
            </Button>
          </span>
        ) : null}
      </header>
      <p className="mt-1 text-13 text-text-2">
        “{widget.label}”, answered by {widget.agentName}; at most {widget.callsPerHour.toLocaleString("en-US")} calls an
        hour.
      </p>
      <div className="mt-3 flex items-start gap-2 rounded-lg border border-line bg-surface-2 py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 py-1 font-mono text-12 leading-5 break-all text-text-2">{tag}</code>
        <CopyButton text={tag} label="Copy the tag" compact />
      </div>
      <p className="mt-2 text-12 text-text-3">
        Put it anywhere into the pages of{" "}
        {widget.allowedOrigins.map((origin) => origin.replace(/^https?:\/\//, "")).join(", ")}.
      </p>
      <PolicyHint scriptUrl={scriptUrl} callOrigins={callOrigins} />
      {dialog === "change" ? (
        <WidgetForm
          title={`Change ${widget.name}`}
          agents={agents}
          widget={widget}
          save={(form) => updateWidgetAction(widget.id, form)}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === "remove" ? <RemoveWidget widget={widget} onClose={() => setDialog(null)} /> : null}
    </article>
  );
}

function PolicyHint({ scriptUrl, callOrigins }: Readonly<{ scriptUrl: string; callOrigins: readonly string[] }>) {
  const { origin } = new URL(scriptUrl);
  return (
    <details className="mt-2 text-12 text-text-3">
      <summary className="w-fit cursor-pointer hover:text-text">If your web site has a content security policy</summary>
      <p className="mt-1.5">Add to it what the widget loads and where its calls go:</p>
      <code className="mt-1 block font-mono leading-5 break-all text-text-2">
        script-src {origin} blob:; connect-src {[origin, ...callOrigins].join(" ")}
      </code>
    </details>
  );
}

function RemoveWidget({ widget, onClose }: Readonly<{ widget: WidgetResource; onClose: () => void }>) {
  const [isPending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const remove = () =>
    start(async () => {
      const outcome = await removeWidgetAction(widget.id);
      if (outcome.ok) onClose();
      else setProblem(outcome.message);
    });
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={`Remove ${widget.name}?`}>
      <div className="space-y-3 p-4 text-13 text-text-2">
        <p>
          Its tag does nothing from then on, and a new widget has another tag. Calls in progress go on. To stop it for a
          while, switch it off instead.
        </p>
        {problem ? (
          <p role="alert" className="text-bad">
            {problem}
          </p>
        ) : null}
      </div>
      <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" disabled={isPending} onClick={remove}>
          {isPending ? "Removing" : "Remove"}
        </Button>
      </div>
    </Dialog>
  );
}
