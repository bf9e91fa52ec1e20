"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { SelectField } from "@/components/ui/select-field";
import { TextArea } from "@/components/ui/text-area";
import type { BoundField, McpToolResource } from "@/lib/contracts/mcp-servers";
import type { HttpToolSpec } from "@/lib/contracts/tools";
import { propertiesOf } from "@/lib/domain/mcp-servers/offered-tool";
import { asksByWordsAlone, BY_WORDS_ALONE } from "@/lib/domain/tools/by-words-alone";
import { Options } from "../../_components/parameter-editor";
import { CONFIRM_WORDS, SOURCE_WORDS } from "../../_components/tool-words";
import { ReadBackFields, type Reader } from "./read-back-fields";
import { allowToolAction, disallowToolAction, type Refused } from "../actions";

type ConsentFormProps = Readonly<{ tool: McpToolResource; readers: readonly Reader[]; mayWrite: boolean }>;

/** What a person allows: what the agent is told, what the tool does in truth, who agrees first, and what the server puts in itself. */
export function ConsentForm({ tool, readers, mayWrite }: ConsentFormProps) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const { id, serverId, spec, offered, state, fingerprint } = tool;
  const [title, setTitle] = useState(spec?.title ?? offered.title.slice(0, 80));
  const [description, setDescription] = useState(spec?.description ?? offered.description.slice(0, 2000));
  const [effect, setEffect] = useState<HttpToolSpec["effect"]>(spec?.effect ?? "changes");
  const [confirm, setConfirm] = useState<HttpToolSpec["confirm"]>(spec?.confirm ?? "caller");
  const [sayWhile, setSayWhile] = useState(spec?.sayWhile ?? "");
  const [bound, setBound] = useState<readonly BoundField[]>(spec?.mcp.bound ?? []);
  const [readBack, setReadBack] = useState(spec?.mcp.readBack ?? null);
  const [failure, setFailure] = useState<Refused | null>(null);
  const names = Object.keys(propertiesOf(offered.inputSchema));
  const errorOf = (field: string) => failure?.fields[field] ?? null;

  const allow = () =>
    start(async () => {
      const rules = spec ? { mode: spec.mode, timeoutMs: spec.timeoutMs, limits: spec.limits } : {};
      const input = { ...rules, fingerprint, title, description, effect, confirm, sayWhile, bound, readBack };
      const outcome = await allowToolAction(serverId, id, input);
      if (!outcome.ok) return setFailure(outcome);
      setFailure(null);
      router.refresh();
    });
  const takeBack = () =>
    start(async () => {
      const outcome = await disallowToolAction(serverId, id);
      if (!outcome.ok) return setFailure(outcome);
      router.refresh();
    });
  const bind = (field: string, source: string) =>
    setBound((before) => [
      ...before.filter((one) => one.field !== field),
      ...(source === "model" ? [] : [{ field, source: source as BoundField["source"], value: "" }]),
    ]);

  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        allow();
      }}
    >
      <fieldset disabled={!mayWrite || isPending} className="grid gap-3 sm:grid-cols-2">
        <Field
          label="What your team calls it"
          value={title}
          maxLength={80}
          autoComplete="off"
          error={errorOf("title")}
          onChange={({ target: { value } }) => setTitle(value)}
        />
        <Field
          label="Said while it is under way"
          value={sayWhile}
          placeholder="Let me look that up."
          maxLength={200}
          autoComplete="off"
          error={errorOf("sayWhile")}
          onChange={({ target: { value } }) => setSayWhile(value)}
        />
        <TextArea
          className="sm:col-span-2"
          label="What the agent is told it is for"
          hint="The server’s words until you write your own. A model takes them as instructions, so read every one."
          value={description}
          maxLength={2000}
          error={errorOf("description")}
          onChange={({ target: { value } }) => setDescription(value)}
        />
        <Segmented
          className="self-end"
          label="What it does there"
          value={effect}
          options={[
            { value: "reads", label: "Only looks something up" },
            { value: "changes", label: "Changes something" },
          ]}
          onChange={(value) => {
            setEffect(value);
            if (value === "reads") setReadBack(null);
          }}
        />
        <SelectField
          label="Who agrees first"
          value={confirm}
          onChange={({ target: { value } }) => setConfirm(value as HttpToolSpec["confirm"])}
        >
          <Options of={CONFIRM_WORDS} />
        </SelectField>
        {names.map((name) => {
          const at = bound.findIndex(({ field }) => field === name);
          const source = bound[at]?.source ?? "model";
          return (
            <div key={name} className="grid gap-2 sm:col-span-2 sm:grid-cols-2">
              <SelectField
                label={`Who says ${name}`}
                value={source}
                error={errorOf(`bound.${at}.field`)}
                onChange={({ target: { value } }) => bind(name, value)}
              >
                <Options of={SOURCE_WORDS} />
              </SelectField>
              {source === "fixed" ? (
                <Field
                  label="Always"
                  value={bound[at]?.value ?? ""}
                  autoComplete="off"
                  error={errorOf(`bound.${at}.value`)}
                  onChange={({ target: { value } }) =>
                    setBound((before) => before.map((one) => (one.field === name ? { ...one, value } : one)))
                  }
                />
              ) : null}
            </div>
          );
        })}
        {asksByWordsAlone(
          effect,
          names.map((name) => bound.find(({ field }) => field === name)?.source ?? "model"),
        ) ? (
          <p className="text-13 text-pretty text-warn sm:col-span-2">{BY_WORDS_ALONE}</p>
        ) : null}
        {effect === "changes" ? (
          <ReadBackFields readBack={readBack} readers={readers} onChange={setReadBack} errorOf={errorOf} />
        ) : null}
      </fieldset>
      <Failure message={failure?.message ?? null} />
      {mayWrite ? (
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" disabled={isPending}>
            {state === "allowed" ? "Save" : state === "changed" ? "Allow it as it is now" : "Allow this tool"}
          </Button>
          {state === "allowed" || state === "changed" ? (
            <Button disabled={isPending} onClick={takeBack}>
              Take it back
            </Button>
          ) : null}
        </div>
      ) : null}
    </form>
  );
}
