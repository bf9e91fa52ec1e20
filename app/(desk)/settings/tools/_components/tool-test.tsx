"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import type { BoundSource, ToolParameter, ToolRules, ToolTestResource } from "@/lib/contracts/tools";
import type { TestOutcome } from "../actions";
import { ReadBackTrial } from "./read-back-trial";
import { OutcomeChip } from "./outcome-chip";
import { RunDetails } from "./run-details";
import { SOURCE_WORDS } from "./tool-words";

type Tried = Pick<ToolParameter, "name" | "type" | "options" | "source">;

type ToolTestProps = Readonly<{
  parameters: readonly Tried[];
  effect: ToolRules["effect"];
  /** It stands within something that has a heading of its own. */
  isWithin?: boolean;
  /** A server action: sends the real request. */
  test: (input: { input: Record<string, unknown>; bound: Record<string, string> }) => Promise<TestOutcome>;
}>;

/** What the agent would say, as its type wants it; nothing where nothing was typed. */
function valueOf({ type }: Tried, typed: string): string | number | boolean | undefined {
  if (typed.trim() === "") return undefined;
  if (type === "yes_no") return typed === "yes";
  if (type !== "number" && type !== "whole_number") return typed.trim();
  const number = Number(typed);
  return Number.isNaN(number) ? typed : number;
}

/** Tries a tool with a person's values in place of the agent's and the call's. */
export function ToolTest({ parameters, effect, isWithin = false, test }: ToolTestProps) {
  const [isPending, start] = useTransition();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [run, setRun] = useState<ToolTestResource | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const said = parameters.filter(({ source }) => source === "model");
  const bound = parameters.filter(({ source }) => !["model", "fixed", "organization_id"].includes(source));
  const typing = (name: string) => (value: string) => setTyped((before) => ({ ...before, [name]: value }));
  const send = () =>
    start(async () => {
      const input = Object.fromEntries(
        said.flatMap((parameter) => {
          const value = valueOf(parameter, typed[parameter.name] ?? "");
          return value === undefined ? [] : [[parameter.name, value]];
        }),
      );
      const known = bound.map(({ source, name }): [BoundSource, string] => [source as BoundSource, typed[name] ?? ""]);
      const outcome = await test({ input, bound: Object.fromEntries(known) });
      setRun(outcome.ok ? outcome.run : null);
      setFailure(outcome.ok ? null : outcome.message);
    });
  const hint = effect === "changes" ? "It really does it" : "It really asks";
  const form = (
    <form
      className={isWithin ? "space-y-3" : "space-y-3 px-4 pb-4"}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        {said.map((parameter) => (
          <Value
            key={parameter.name}
            label={parameter.name.replaceAll("_", " ")}
            parameter={parameter}
            value={typed[parameter.name] ?? ""}
            onChange={typing(parameter.name)}
          />
        ))}
        {bound.map((parameter) => (
          <Value
            key={parameter.name}
            label={`${parameter.name.replaceAll("_", " ")} (${SOURCE_WORDS[parameter.source]})`}
            parameter={{ ...parameter, type: "text" }}
            value={typed[parameter.name] ?? ""}
            onChange={typing(parameter.name)}
          />
        ))}
      </div>
      <Button type="submit" look="primary" disabled={isPending}>
        {isPending ? "Asking" : "Try it"}
      </Button>
      <Failure message={failure} />
      <div aria-live="polite">
        {run ? (
          <>
            <p className="flex items-center gap-2 text-13">
              <OutcomeChip outcome={run.outcome} />
              <span className="figures text-text-3">{run.ms === null ? "" : `${run.ms} ms`}</span>
            </p>
            <RunDetails run={run} />
            {run.readBack ? <ReadBackTrial readBack={run.readBack} /> : null}
          </>
        ) : null}
      </div>
    </form>
  );
  return isWithin ? (
    form
  ) : (
    <Card title="Try it" hint={hint}>
      {form}
    </Card>
  );
}

type ValueProps = Readonly<{
  label: string;
  parameter: Tried;
  value: string;
  onChange: (value: string) => void;
}>;

function Value({ label, parameter, value, onChange }: ValueProps) {
  const options = parameter.type === "yes_no" ? ["yes", "no"] : parameter.type === "choice" ? parameter.options : null;
  const kind = { date: "date", date_time: "datetime-local" }[String(parameter.type)] ?? "text";
  if (!options)
    return (
      <Field
        label={label}
        type={kind}
        value={value}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    );
  return (
    <SelectField label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">Not said</option>
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </SelectField>
  );
}
