"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { createWidgetAction } from "../actions";
import { type AgentChoice, WidgetForm } from "./widget-form";

/** The way to a new widget. */
export function NewWidget({ agents }: Readonly<{ agents: readonly AgentChoice[] }>) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setIsOpen(true)}>
        <Plus aria-hidden className="size-4" />
        New widget
      </Button>
      {isOpen ? (
        <WidgetForm title="New widget" agents={agents} save={createWidgetAction} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  );
}
