"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Choice } from "./buy-number";

// Both open on a click at the earliest.
const BuyNumber = dynamic(() => import("./buy-number").then((module) => module.BuyNumber), { ssr: false });
const ImportNumber = dynamic(() => import("./import-number").then((module) => module.ImportNumber), { ssr: false });

type GetNumberProps = Readonly<{ agents: readonly Choice[]; businesses: readonly Choice[] }>;

/** The two ways to a number: a new one, or one's own. */
export function GetNumber({ agents, businesses }: GetNumberProps) {
  const [open, setOpen] = useState<"buy" | "import" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setOpen("import")}>Import a number</Button>
      <Button look="primary" onClick={() => setOpen("buy")}>
        <Plus aria-hidden className="size-4" />
        Buy a number
      </Button>
      {open === "buy" ? <BuyNumber agents={agents} businesses={businesses} onClose={close} /> : null}
      {open === "import" ? <ImportNumber agents={agents} businesses={businesses} onClose={close} /> : null}
    </div>
  );
}
