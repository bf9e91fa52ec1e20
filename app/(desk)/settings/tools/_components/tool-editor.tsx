"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { SwitchRow } from "@/components/ui/switch-row";
import { useFirstMarked } from "@/components/ui/use-first-marked";
import type { HttpToolSpec, ToolResource } from "@/lib/contracts/tools";
import { asksByWordsAlone, BY_WORDS_ALONE } from "@/lib/domain/tools/by-words-alone";
import { deleteToolAction, saveToolAction } from "../actions";
import { AboutFields } from "./about-fields";
import { AnswerFields, RuleFields } from "./rule-fields";
import { ParameterEditor } from "./parameter-editor";
import { ReadBackFields } from "./read-back-fields";
import { RequestFields } from "./request-fields";
import { EMPTY_PARAMETER, EMPTY_SPEC } from "./tool-words";

/** Makes a tool, or its next version. What was typed stays when something in it is wrong. */
export function ToolEditor({ tool, mayWrite }: Readonly<{ tool: ToolResource | null; mayWrite: boolean }>) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [spec, setSpec] = useState<HttpToolSpec>(tool?.spec ?? EMPTY_SPEC);
  const [enabled, setEnabled] = useState(tool?.enabled ?? true);
  const [secret, setSecret] = useState("");
  const [failure, setFailure] = useState<{ message: string; fields: Record<string, string> } | null>(null);
  const [mayRemove, setMayRemove] = useState(false);
  const form = useFirstMarked(failure, isPending);
  const set = (change: Partial<HttpToolSpec>) => setSpec((before) => ({ ...before, ...change }));
  const hasFields = Object.keys(failure?.fields ?? {}).length > 0;
  const errorOf = (field: string) => failure?.fields[`spec.${field}`] ?? null;
  const fields = { spec, set, errorOf };

  const save = () =>
    start(async () => {
      const parameters = spec.parameters.map(({ options, ...rest }) => ({
        ...rest,
        options: options.map((each) => each.trim()).filter((each) => each !== ""),
      }));
      const outcome = await saveToolAction(tool?.id ?? null, {
        spec: { ...spec, parameters },
        enabled,
        ...(secret === "" ? {} : { secret }),
      });
      if (!outcome.ok) return setFailure(outcome);
      setFailure(null);
      setSecret("");
      if (tool === null) router.push(`/settings/tools/${outcome.tool.id}`);
      else router.refresh();
    });
  const remove = () =>
    start(async () => {
      const outcome = await deleteToolAction(tool?.id ?? "");
      if (outcome.ok) router.push("/settings/tools");
      else setFailure(outcome);
    });

  return (
    <Card title={tool ? "How it works" : "The tool"} hint={tool ? `Version ${tool.version}` : undefined}>
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
          <AboutFields {...fields} />
          <RequestFields
            {...fields}
            secret={secret}
            hasSecret={tool?.hasSecret ?? false}
            secretError={failure?.fields.secret ?? null}
            onSecret={setSecret}
          />
          <section aria-label="Details" className="space-y-3">
            <h3 className="text-14 font-semibold">What goes with it</h3>
            {spec.parameters.map((parameter, at) => (
              <ParameterEditor
                key={at}
                number={at + 1}
                parameter={parameter}
                errorOf={(field) => errorOf(`parameters.${at}.${field}`)}
                onChange={(change) =>
                  set({ parameters: spec.parameters.map((other, i) => (i === at ? { ...other, ...change } : other)) })
                }
                onRemove={() => set({ parameters: spec.parameters.filter((_, i) => i !== at) })}
              />
            ))}
            <Button onClick={() => set({ parameters: [...spec.parameters, EMPTY_PARAMETER] })}>Add a detail</Button>
            {asksByWordsAlone(
              spec.effect,
              spec.parameters.map(({ source }) => source),
            ) ? (
              <p className="text-13 text-pretty text-warn">{BY_WORDS_ALONE}</p>
            ) : null}
          </section>
          <AnswerFields {...fields} />
          <ReadBackFields {...fields} />
          <RuleFields {...fields} />
          <SwitchRow
            label="Switched on"
            hint="Off, no agent can use it, in calls in progress too."
            checked={enabled}
            onChange={setEnabled}
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
              {isPending ? "Saving" : tool ? "Save" : "Make the tool"}
            </Button>
            {tool && !mayRemove ? (
              <Button look="danger" onClick={() => setMayRemove(true)}>
                Remove
              </Button>
            ) : null}
            {tool && mayRemove ? (
              <Button look="danger" autoFocus disabled={isPending} onClick={remove}>
                Remove it with its runs and versions
              </Button>
            ) : null}
          </div>
        ) : null}
      </form>
    </Card>
  );
}
