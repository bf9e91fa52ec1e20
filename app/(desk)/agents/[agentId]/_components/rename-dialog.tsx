"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import type { AgentResource } from "@/lib/contracts/agents";
import { updateAgentAction } from "../../actions";
import { UNREACHED } from "../../outcome";

type RenameDialogProps = Readonly<{
  agent: AgentResource;
  onClose: () => void;
  onRenamed: (agent: AgentResource) => void;
}>;

/** Name and description are the agent's, not its versions': they change at once. */
export function RenameDialog({ agent, onClose, onRenamed }: RenameDialogProps) {
  const [failure, setFailure] = useState<{ message: string; fields: Record<string, string> } | null>(null);
  const [isPending, start] = useTransition();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Rename the agent">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const [name, description] = [String(form.get("name")), String(form.get("description"))];
          start(async () => {
            setFailure(null);
            const outcome = await updateAgentAction(agent.id, { name, description }).catch(() => UNREACHED);
            start(() => {
              if (!outcome.ok) return setFailure(outcome);
              onRenamed(outcome.data);
              onClose();
            });
          });
        }}
      >
        <div className="space-y-4 p-4">
          <Field
            label="Name"
            name="name"
            autoFocus
            maxLength={80}
            defaultValue={agent.name}
            error={failure?.fields["name"] ?? null}
          />
          <Field
            label="What it is for"
            name="description"
            maxLength={300}
            defaultValue={agent.description}
            error={failure?.fields["description"] ?? null}
          />
          <p className="text-12 text-text-3">
            The agent knows its name as that of its post. A new name counts from the next call on.
          </p>
          {failure ? (
            <p role="alert" className="text-13 text-bad">
              {failure.message}
            </p>
          ) : null}
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {isPending ? "Renaming" : "Rename"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
