"use client";

import { Menu } from "@base-ui/react/menu";
import {
  Archive,
  ArchiveRestore,
  Copy,
  Download,
  Ellipsis,
  GitCompareArrows,
  History,
  Pencil,
  Undo2,
} from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { showError } from "@/components/ui/toast";
import type { AgentResource } from "@/lib/contracts/agents";
import { archiveAgentAction, duplicateAgentAction, restoreAgentAction } from "../../actions";
import { type Outcome, UNREACHED } from "../../outcome";
import { DiscardDialog } from "./discard-dialog";
import type { MoreMenuProps } from "./more-menu";
import { RenameDialog } from "./rename-dialog";

const item =
  "flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 text-13 text-text outline-none select-none data-highlighted:bg-surface-2 data-disabled:opacity-50";
const icon = "size-4 text-text-3";

/** The menu itself, open from the start. */
export function MoreMenuPopup({ agent, may, hasChanges, onReplaced }: MoreMenuProps) {
  const router = useRouter();
  const [isRenaming, setIsRenaming] = useState(false);
  const [isDiscarding, setIsDiscarding] = useState(false);
  const run = async (action: () => Promise<Outcome<AgentResource>>, then: (agent: AgentResource) => void) => {
    const outcome = await action().catch(() => UNREACHED);
    if (outcome.ok) then(outcome.data);
    else showError(outcome.message);
  };
  return (
    <>
      <Menu.Root defaultOpen>
        <Menu.Trigger aria-label="More" className={buttonClass("secondary", "md", "w-8 px-0!")}>
          <Ellipsis aria-hidden className="size-4" />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner align="end" sideOffset={6} className="z-50">
            <Menu.Popup className="floats w-56 rounded-lg border border-line-strong bg-surface p-1 shadow-float outline-none">
              <Menu.Item className={item} render={<Link href={`/agents/${agent.id}/versions`} />}>
                <History aria-hidden className={icon} />
                Versions
              </Menu.Item>
              {agent.published && hasChanges ? (
                <Menu.Item
                  className={item}
                  render={
                    <Link href={`/agents/${agent.id}/versions/compare?before=${agent.published.id}&after=draft`} />
                  }
                >
                  <GitCompareArrows aria-hidden className={icon} />
                  See changes
                </Menu.Item>
              ) : null}
              <Menu.Item className={item} render={<a href={`/agents/${agent.id}/export`} download />}>
                <Download aria-hidden className={icon} />
                Export as a file
              </Menu.Item>
              {may.write ? (
                <>
                  <Menu.Item className={item} onClick={() => setIsRenaming(true)}>
                    <Pencil aria-hidden className={icon} />
                    Rename
                  </Menu.Item>
                  <Menu.Item
                    className={item}
                    onClick={() =>
                      void run(
                        () => duplicateAgentAction(agent.id),
                        (copy) => router.push(`/agents/${copy.id}`),
                      )
                    }
                  >
                    <Copy aria-hidden className={icon} />
                    Duplicate
                  </Menu.Item>
                  {agent.published && hasChanges ? (
                    <Menu.Item className={item} onClick={() => setIsDiscarding(true)}>
                      <Undo2 aria-hidden className={icon} />
                      Throw the draft away
                    </Menu.Item>
                  ) : null}
                  <Menu.Separator className="my-1 h-px bg-line" />
                  {agent.archivedAt ? (
                    <Menu.Item
                      className={item}
                      onClick={() => void run(() => restoreAgentAction(agent.id), onReplaced)}
                    >
                      <ArchiveRestore aria-hidden className={icon} />
                      Restore
                    </Menu.Item>
                  ) : (
                    <Menu.Item
                      className={item}
                      onClick={() => void run(() => archiveAgentAction(agent.id), onReplaced)}
                    >
                      <Archive aria-hidden className={icon} />
                      Archive
                    </Menu.Item>
                  )}
                </>
              ) : null}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {isRenaming ? <RenameDialog agent={agent} onClose={() => setIsRenaming(false)} onRenamed={onReplaced} /> : null}
      {isDiscarding ? (
        <DiscardDialog agent={agent} onClose={() => setIsDiscarding(false)} onDiscarded={onReplaced} />
      ) : null}
    </>
  );
}
