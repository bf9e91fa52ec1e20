"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import type { SteerCommand, TransferTarget } from "@/lib/contracts/live/steering";
import { SteerDialog } from "./steer-dialog";
import { TransferMode } from "./transfer-mode";
import { PersonChoice, QueueChoice } from "./transfer-targets";
import { usePeople } from "./use-people";
import type { Rail } from "./use-rail";

type Kind = TransferTarget["kind"];
type TransferDialogProps = Readonly<{ rail: Rail; isBrowserCall: boolean; onClose: () => void }>;

const KINDS: readonly { value: Kind; label: string }[] = [
  { value: "person", label: "A person" },
  { value: "queue", label: "Whoever is free" },
  { value: "number", label: "A number" },
];

/** To whom, how, and why; what is wrong stands beside its field. */
export function TransferDialog({ rail, isBrowserCall, onClose }: TransferDialogProps) {
  const people = usePeople(rail.info.findPeople);
  const [kind, setKind] = useState<Kind>("person");
  const [personId, setPersonId] = useState<string | null>(null);
  const [department, setDepartment] = useState("");
  const [to, setTo] = useState("");
  const [mode, setMode] = useState<"warm" | "cold">("warm");
  const [reason, setReason] = useState("");
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});

  const targetOf = (): SteerInput["target"] | null => {
    switch (kind) {
      case "person":
        return personId === null ? null : { kind, humanAgentId: personId };
      case "queue":
        return { kind, department: department === "" ? null : department };
      case "number":
        return { kind, to: to.trim() };
    }
  };
  const transfer = async () => {
    const target = targetOf();
    if (target === null) {
      setFields({ "target.humanAgentId": "choose who should take the call" });
      return null;
    }
    return rail.steering.send({ action: "transfer", target, mode, reason: reason.trim() });
  };
  const change = (next: Kind) => {
    setKind(next);
    setFields({});
  };

  return (
    <SteerDialog title="Transfer this call" doIt="Transfer" onDo={transfer} onFields={setFields} onClose={onClose}>
      <Segmented
        label="To whom"
        autoFocus
        value={kind}
        options={isBrowserCall ? KINDS.filter(({ value }) => value !== "number") : KINDS}
        onChange={change}
      />
      {kind === "person" ? (
        <PersonChoice
          people={people}
          value={personId}
          error={sentence(fields["target.humanAgentId"])}
          onChange={setPersonId}
        />
      ) : kind === "queue" ? (
        <QueueChoice
          people={people}
          value={department}
          error={sentence(fields["target.department"])}
          onChange={setDepartment}
        />
      ) : (
        <Field
          label="Phone number"
          type="tel"
          inputMode="tel"
          autoComplete="off"
          placeholder="+1 415 555 0134"
          value={to}
          error={sentence(fields["target.to"] ?? fields["target.kind"])}
          onChange={(event) => setTo(event.target.value)}
        />
      )}
      <TransferMode value={mode} onChange={setMode} />
      <Field
        label="What is it about? (optional)"
        value={reason}
        maxLength={500}
        error={sentence(fields["reason"])}
        onChange={(event) => setReason(event.target.value)}
        placeholder="Told to whoever takes the call"
      />
    </SteerDialog>
  );
}

type SteerInput = Extract<SteerCommand, { action: "transfer" }>;

const sentence = (words: string | undefined): string | null =>
  words === undefined ? null : `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;
