"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { SwitchRow } from "@/components/ui/switch-row";
import { useFirstMarked } from "@/components/ui/use-first-marked";
import type { AfterCallStepResource, ParameterMapping, StepAction } from "@/lib/contracts/after-call";
import { deleteStepAction, saveStepAction, tryStepAction } from "../actions";
import { ConditionFields, type FieldChoice } from "./condition-fields";
import { MappingField } from "./mapping-field";
import type { StepDraft } from "./step-words";
import { type PastCall, TryStep } from "./try-step";

type StepEditorProps = Readonly<{
  businessId: string;
  /** Null: a new one. */
  step: AfterCallStepResource | null;
  actions: readonly StepAction[];
  fields: readonly FieldChoice[];
  calls: readonly PastCall[];
  mayWrite: boolean;
  mayTry: boolean;
}>;

const EMPTY = { when: { calls: "answered", direction: "any", outcomes: [], fields: [] }, mapping: [] } as const;

/** Makes or changes a step: what is done, for which calls, and what goes into it; with a panel that tries it as it stands. */
export function StepEditor({ businessId, step, actions, fields, calls, mayWrite, mayTry }: StepEditorProps) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [draft, setDraft] = useState<StepDraft>(() => ({
    businessId,
    name: step?.name ?? "",
    toolId: step?.toolId ?? actions[0]?.toolId ?? "",
    enabled: step?.enabled ?? true,
    when: step?.when ?? { ...EMPTY.when, outcomes: [], fields: [] },
    mapping: step?.mapping ?? [],
  }));
  const [failure, setFailure] = useState<{ message: string; fields: Record<string, string> } | null>(null);
  const [mayRemove, setMayRemove] = useState(false);
  const form = useFirstMarked(failure, isPending);
  const set = (change: Partial<StepDraft>) => setDraft((before) => ({ ...before, ...change }));
  const errorOf = (field: string) => failure?.fields[field] ?? null;
  const action = actions.find(({ toolId }) => toolId === draft.toolId);
  const mappingOf = (parameter: string): ParameterMapping =>
    draft.mapping.find((one) => one.parameter === parameter) ?? { parameter, value: "", ifMissing: "empty" };
  const setMapping = (parameter: string, change: Partial<ParameterMapping>) =>
    set({
      mapping: [...draft.mapping.filter((one) => one.parameter !== parameter), { ...mappingOf(parameter), ...change }],
    });
  // What another action had is left behind; what is empty is nothing.
  const wanted: StepDraft = {
    ...draft,
    mapping: (action?.parameters ?? []).map(({ name }) => mappingOf(name)).filter(({ value }) => value.trim() !== ""),
  };
  const list = `/settings/businesses/${businessId}/after-call`;
  const save = () =>
    start(async () => {
      const outcome = await saveStepAction(step?.id ?? null, wanted);
      if (!outcome.ok) return setFailure(outcome);
      setFailure(null);
      router.push(list);
    });
  const remove = () =>
    start(async () => {
      const outcome = await deleteStepAction(step?.id ?? "");
      if (outcome.ok) router.push(list);
      else setFailure(outcome);
    });
  const hasFields = Object.keys(failure?.fields ?? {}).length > 0;
  return (
    <>
      <Card title={step ? "The step" : "A new step"}>
        <form
          ref={form}
          noValidate
          className="space-y-6 px-4 pb-4"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <fieldset disabled={!mayWrite || isPending} className="space-y-6">
            <div className="grid gap-3 sm:grid-cols-2">
              <Field
                label="Name"
                value={draft.name}
                placeholder="A ticket for the workshop"
                maxLength={80}
                autoComplete="off"
                error={errorOf("name")}
                onChange={({ target }) => set({ name: target.value })}
              />
              <SelectField
                label="What is done"
                value={draft.toolId}
                error={errorOf("toolId") ?? action?.problem ?? null}
                hint={
                  action
                    ? action.isReadBack
                      ? "It is read back afterwards that it stands there."
                      : "It cannot be read back: what the system answers is believed."
                    : undefined
                }
                onChange={({ target }) => set({ toolId: target.value })}
              >
                {action ? null : <option value={draft.toolId}>{step ? "Its tool was removed" : "Choose"}</option>}
                {[...new Set(actions.map(({ source }) => source))].map((source) => (
                  <optgroup key={source} label={source}>
                    {actions
                      .filter((one) => one.source === source)
                      .map(({ toolId, title }) => (
                        <option key={toolId} value={toolId}>
                          {title}
                        </option>
                      ))}
                  </optgroup>
                ))}
              </SelectField>
            </div>
            <ConditionFields
              when={draft.when}
              fields={fields}
              errorOf={errorOf}
              onChange={(change) => set({ when: { ...draft.when, ...change } })}
            />
            <section aria-label="What goes into it" className="space-y-3">
              <div>
                <h3 className="text-14 font-semibold">What goes into it</h3>
                <p className="text-13 text-pretty text-text-3">
                  Fixed words, with pieces of the call in them. What a caller said goes only where you put it. The
                  caller’s number and the like are put in by the server where the action needs them.
                </p>
              </div>
              {(action?.parameters ?? []).map((parameter) => (
                <MappingField
                  key={`${draft.toolId} ${parameter.name}`}
                  parameter={parameter}
                  mapping={mappingOf(parameter.name)}
                  fields={fields}
                  error={errorOf(`mapping.${parameter.name}`)}
                  onChange={(change) => setMapping(parameter.name, change)}
                />
              ))}
              {action && action.parameters.length === 0 ? (
                <p className="text-13 text-text-3">It needs nothing from the call.</p>
              ) : null}
            </section>
            <SwitchRow
              label="Switched on"
              hint="It is done for calls that end from then on."
              checked={draft.enabled}
              onChange={(enabled) => set({ enabled })}
            />
          </fieldset>
          <Failure
            message={
              failure === null ? null : hasFields ? "Nothing was saved yet: see what is marked above." : failure.message
            }
          />
          {mayWrite ? (
            <div className="flex flex-wrap justify-between gap-2">
              <Button type="submit" look="primary" disabled={isPending}>
                {isPending ? "Saving" : step ? "Save" : "Add the step"}
              </Button>
              {step && !mayRemove ? (
                <Button look="danger" onClick={() => setMayRemove(true)}>
                  Remove
                </Button>
              ) : null}
              {step && mayRemove ? (
                <Button look="danger" autoFocus disabled={isPending} onClick={remove}>
                  Remove it; what it did stays with its calls
                </Button>
              ) : null}
            </div>
          ) : null}
        </form>
      </Card>
      {mayTry && action ? <TryStep key={draft.toolId} step={wanted} calls={calls} tryOut={tryStepAction} /> : null}
    </>
  );
}
