"use client";

import { useState, useTransition } from "react";
import { showError } from "@/components/ui/toast";
import type { KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import type { Saved } from "@/lib/contracts/saved";
import { AddressForm } from "./address-form";
import { DropZone } from "./drop-zone";
import { RemoveDialog } from "./remove-dialog";
import type { SourceActions } from "./source-actions-type";
import { SourceList } from "./source-list";
import { useSources } from "./use-sources";
import { useUploads } from "./use-uploads";

type KnowledgeSourcesProps = Readonly<{
  businessId: string;
  sources: readonly KnowledgeSourceResource[];
  timeZone: string;
  /** The website in the business's profile; offered until it is in the list. */
  website: string | null;
  find: () => Promise<KnowledgeSourceResource[] | null>;
  /** Null for those who may only look. */
  actions: SourceActions | null;
  /** Whether a source's name leads to its page. */
  hasPages: boolean;
}>;

const UNREACHED = "This did not reach the server. Check the connection and try again.";

/** What a business gives its agents to know: addresses and files, how each stands while it is read, and more of them. */
export function KnowledgeSources(props: KnowledgeSourcesProps) {
  const { businessId, sources: given, timeZone, website, find, actions, hasPages } = props;
  const { sources, keep, drop } = useSources(given, find);
  const [changing, setChanging] = useState<string | null>(null);
  const [removing, setRemoving] = useState<KnowledgeSourceResource | null>(null);
  const [isPending, start] = useTransition();
  const { uploads, add, forget } = useUploads(businessId, keep);
  const run = <T,>(id: string, work: () => Promise<Saved<T> | null>, then: (data: T) => void) => {
    setChanging(id);
    start(async () => {
      const saved = await work().catch(() => null);
      setChanging(null);
      setRemoving(null);
      if (saved?.ok) then(saved.data);
      else if (saved?.code === "NOT_FOUND") drop(id);
      else showError(saved?.message ?? UNREACHED);
    });
  };
  const remove = ({ id }: KnowledgeSourceResource) =>
    run(
      id,
      async () => (await actions?.remove(id)) ?? null,
      () => drop(id),
    );
  const shown = sources.filter(({ kind }) => kind !== "questions" && kind !== "facts");
  const isThere = website !== null && shown.some(({ url }) => url !== null && hostOf(url) === hostOf(website));
  return (
    <div className="space-y-4">
      {actions ? (
        <>
          <DropZone onFiles={add} />
          <AddressForm add={actions.add} onAdded={keep} suggested={isThere ? "" : (website ?? "")} />
        </>
      ) : null}
      <SourceList
        sources={shown}
        uploads={uploads}
        timeZone={timeZone}
        hrefOf={hasPages ? ({ id }) => `/knowledge/${businessId}/sources/${id}` : null}
        change={
          actions
            ? {
                changing,
                start: ({ id }) => run(id, () => actions.start(id), keep),
                stop: ({ id }) => run(id, () => actions.stop(id), keep),
                resume: ({ id }) => run(id, () => actions.resume(id), keep),
                // What was not read yet is given again in a moment; what agents know already is worth a question.
                remove: (source) => (source.progress.chunks > 0 ? setRemoving(source) : remove(source)),
              }
            : null
        }
        onForget={forget}
      />
      {removing ? (
        <RemoveDialog
          title={`Remove ${removing.name}?`}
          isPending={isPending}
          onRemove={() => remove(removing)}
          onClose={() => setRemoving(null)}
        >
          Agents will not know what is in it any more. Calls that were told it before still show it. This cannot be
          undone.
        </RemoveDialog>
      ) : null}
      {shown.length === 0 && uploads.length === 0 && !actions ? (
        <p className="text-13 text-text-2">Nothing was given yet. An owner, admin or manager can add something.</p>
      ) : null}
    </div>
  );
}

const hostOf = (address: string): string => address.replace(/^https?:\/\/(www\.)?/, "").split("/")[0] ?? "";
