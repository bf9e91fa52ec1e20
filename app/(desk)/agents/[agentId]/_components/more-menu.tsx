"use client";

import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { buttonClass } from "@/components/ui/button";
import type { AgentResource } from "@/lib/contracts/agents";

const MoreMenuPopup = dynamic(() => import("./more-menu-popup").then((module) => module.MoreMenuPopup), {
  ssr: false,
  loading: () => <span className={buttonClass("secondary", "md", "w-8 px-0!")} />,
});

export type MoreMenuProps = Readonly<{
  agent: AgentResource;
  may: { write: boolean; publish: boolean };
  hasChanges: boolean;
  onReplaced: (agent: AgentResource) => void;
}>;

/** What one does rarely; its code comes when it is opened. */
export function MoreMenu(props: MoreMenuProps) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <MoreMenuPopup {...props} />;
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-label="More"
      onClick={() => setWanted(true)}
      className={buttonClass("secondary", "md", "w-8 px-0!")}
    >
      <Ellipsis aria-hidden className="size-4" />
    </button>
  );
}
