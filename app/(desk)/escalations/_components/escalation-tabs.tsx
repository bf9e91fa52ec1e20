"use client";

import { useDesk } from "@/components/desk/desk-provider";
import { useShell } from "@/components/shell/shell-context";
import { TabLinks } from "@/components/ui/tab-links";

/** Calls that need a person, and questions that can be answered without taking the call. */
export function EscalationTabs() {
  const { questions } = useDesk();
  const { permissions } = useShell();
  // One kind alone needs no choice.
  if (!permissions.includes("questions.answer")) return null;
  return (
    <TabLinks
      label="Kinds"
      tabs={[
        { href: "/escalations", label: "Calls" },
        { href: "/escalations/questions", label: "Questions from agents", count: questions.length },
      ]}
    />
  );
}
