"use client";

import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { GrowingText } from "@/components/ui/growing-text";
import type { AgentResource, PublishProblem } from "@/lib/contracts/agents";
import type { FieldChange } from "@/lib/domain/agents/compare-configs";
import { formatPhone } from "@/components/format/phone";
import { ChangeView } from "../../_components/change-view";
import { ProblemList } from "../../_components/problem-list";
import { publishVersionAction } from "../../actions";
import { UNREACHED } from "../../outcome";

type PublishDialogProps = Readonly<{
  agent: AgentResource;
  changes: readonly FieldChange[];
  problems: readonly PublishProblem[];
  /** The stored revision, once everything is. */
  save: () => Promise<number | null>;
  onClose: () => void;
  onPublished: (agent: AgentResource) => void;
}>;

/** What will be different, what stands against it, and a note for those who read the versions later. */
export function PublishDialog({ agent, changes, problems, save, onClose, onPublished }: PublishDialogProps) {
  const noteId = useId();
  const [note, setNote] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const { published, draft, phoneNumbers } = agent;
  const isBlocked = problems.some(({ severity }) => severity === "blocks");
  const publish = () =>
    start(async () => {
      setFailure(null);
      const expectedRevision = await save();
      if (expectedRevision === null) {
        setFailure(
          "Your last changes are not saved yet, so this would publish something else. Close this, see why, and try again.",
        );
        return;
      }
      const outcome = await publishVersionAction(agent.id, { expectedRevision, note }).catch(() => UNREACHED);
      start(() => {
        if (!outcome.ok) return setFailure(outcome.message);
        onPublished(outcome.data);
        onClose();
      });
    });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Publish version ${draft.nextNumber}`}>
      <div className="min-h-0 space-y-4 overflow-y-auto p-4 scroll-quiet">
        <p className="text-14 text-pretty text-text-2">
          {phoneNumbers.length > 0
            ? `It answers ${phoneNumbers.map(({ e164 }) => formatPhone(e164)).join(", ")} within three seconds. `
            : "No number leads to it. "}
          Calls in progress go on with the version they began with.
          {published ? ` You can roll back to version ${published.number} at any time.` : ""}
        </p>
        {problems.length > 0 ? (
          <section aria-label="Problems" className="rounded-lg border border-line p-3">
            <ProblemList problems={problems} />
          </section>
        ) : null}
        {changes.length > 0 ? (
          <section aria-label="What changes">
            <h3 className="mb-2 text-13 font-medium">
              {changes.length === 1 ? "One change" : `${changes.length} changes`} since version {published?.number}
            </h3>
            <dl className="divide-y divide-line rounded-lg border border-line">
              {changes.map((change) => (
                <div key={change.field} className="px-3 py-2">
                  <dt className="mb-0.5 text-12 text-text-3">{change.label}</dt>
                  <dd>
                    <ChangeView change={change} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ) : null}
        <div>
          <label htmlFor={noteId} className="mb-1.5 block text-13 font-medium">
            What is new <span className="font-normal text-text-3">(optional)</span>
          </label>
          <GrowingText
            id={noteId}
            rows={1}
            maxLength={500}
            value={note}
            placeholder="Mentions the summer offer"
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        {failure ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
            {failure}
          </p>
        ) : null}
      </div>
      <div className="flex items-center justify-end gap-2 border-t border-line px-4 py-3">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={isPending || isBlocked} onClick={publish}>
          {isPending ? "Publishing" : isBlocked ? "Something is in the way" : `Publish v${draft.nextNumber}`}
        </Button>
      </div>
    </Dialog>
  );
}
