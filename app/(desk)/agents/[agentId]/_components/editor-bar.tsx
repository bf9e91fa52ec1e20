"use client";

import { ChevronRight, GitCompareArrows, History } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { TopBar } from "@/components/shell/top-bar";
import { Button, ButtonLink } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import type { AgentResource, PublishProblem } from "@/lib/contracts/agents";
import type { FieldChange } from "@/lib/domain/agents/compare-configs";
import { MoreMenu } from "./more-menu";
import { SaveWords } from "./save-words";
import type { SaveState } from "./draft-saver";

// Opened on a press at the earliest.
const PublishDialog = dynamic(() => import("./publish-dialog").then((module) => module.PublishDialog), { ssr: false });

type EditorBarProps = Readonly<{
  agent: AgentResource;
  state: SaveState;
  changes: readonly FieldChange[];
  problems: readonly PublishProblem[];
  may: { write: boolean; publish: boolean };
  save: () => Promise<number | null>;
  onPublished: (agent: AgentResource) => void;
  onReplaced: (agent: AgentResource) => void;
}>;

/** Which agent, how its draft stands, and what one does with it. */
export function EditorBar(props: EditorBarProps) {
  const { agent, state, changes, problems, may, save, onPublished, onReplaced } = props;
  const [isPublishing, setIsPublishing] = useState(false);
  const { published, draft } = agent;
  const isNew = !published || changes.length > 0;
  const standing = agent.archivedAt
    ? "archived"
    : !published
      ? "draft, never published"
      : changes.length === 0
        ? `v${published.number} is published`
        : `draft, ${changes.length} ${changes.length === 1 ? "change" : "changes"} since v${published.number}`;
  return (
    <>
      <TopBar
        back={
          <>
            <Link href="/agents" className="hidden rounded-sm text-14 text-text-3 hover:text-text sm:block">
              Agents
            </Link>
            <ChevronRight aria-hidden className="hidden size-3.5 shrink-0 text-text-3 sm:block" />
          </>
        }
        title={agent.name}
        meta={
          <>
            <Chip className="max-md:hidden">{standing}</Chip>
            {may.write ? <SaveWords state={state} /> : <span className="max-lg:hidden">You may look, not change</span>}
          </>
        }
        actions={
          <>
            <ButtonLink href={`/agents/${agent.id}/versions`} className="max-lg:hidden">
              <History aria-hidden className="size-4" />
              Versions
            </ButtonLink>
            {published && changes.length > 0 ? (
              <ButtonLink
                href={`/agents/${agent.id}/versions/compare?before=${published.id}&after=draft`}
                className="max-xl:hidden"
              >
                <GitCompareArrows aria-hidden className="size-4" />
                See changes
              </ButtonLink>
            ) : null}
            <MoreMenu agent={agent} may={may} hasChanges={changes.length > 0} onReplaced={onReplaced} />
            {may.publish && !agent.archivedAt ? (
              <Button look="primary" disabled={!isNew} onClick={() => setIsPublishing(true)}>
                Publish v{draft.nextNumber}
              </Button>
            ) : null}
          </>
        }
      />
      {isPublishing ? (
        <PublishDialog
          agent={agent}
          changes={changes}
          problems={problems}
          save={save}
          onClose={() => setIsPublishing(false)}
          onPublished={onPublished}
        />
      ) : null}
    </>
  );
}
