"use client";

import { ExternalLink } from "lucide-react";
import { type ClipboardEvent, type FormEvent, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import {
  BEDROCK_REGIONS,
  type ConnectionCheck,
  type ConnectionResource,
  CREDENTIALS,
} from "@/lib/contracts/connections";
import { bare, pastedFields } from "@/lib/domain/connections/pasted-fields";
import type { ConnectionActions } from "./actions-type";
import { FindingList } from "./finding-list";
import { VENDOR_FORMS } from "./vendor-forms";

type ConnectionFormProps = Readonly<{
  vendor: ConnectionResource["vendor"];
  actions: ConnectionActions;
  onSaved: (connection: ConnectionResource) => void;
  onCancel: () => void;
}>;

type Values = Readonly<Record<string, string>>;
/** Enough characters that the format can be judged while one still types. */
const JUDGED_FROM_CHARS = 6;

/** The credentials of an own account: checked as one types, with the vendor before they are stored. */
export function ConnectionForm({ vendor, actions, onSaved, onCancel }: ConnectionFormProps) {
  const form = VENDOR_FORMS[vendor];
  const [kind, setKind] = useState<"key" | "api">("key");
  const [values, setValues] = useState<Values>(vendor === "bedrock" ? { region: "us-east-1" } : {});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<{ message: string; fields: Values } | null>(null);
  const [check, setCheck] = useState<ConnectionCheck | null>(null);
  const [isPending, startTransition] = useTransition();
  const [asked, setAsked] = useState<"save" | "test" | null>(null);
  const regionId = useId();

  const shownFields = form.fields.filter(
    ({ name }) => vendor !== "bedrock" || (name === "apiKey") === (kind === "api"),
  );
  const given = Object.fromEntries(
    Object.entries(values).filter(([name]) => name === "region" || shownFields.some((field) => field.name === name)),
  );
  const problems = problemsOf(vendor, given);
  const errorOf = (name: string): string | null => {
    const fromVendor = refused?.fields[`credentials.${name}`];
    if (fromVendor) return fromVendor;
    const isJudged = left.has(name) || (values[name]?.length ?? 0) >= JUDGED_FROM_CHARS;
    const problem = isJudged ? problems[name] : undefined;
    return problem ? `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.` : null;
  };
  const change = (more: Values) => {
    setValues((before) => ({ ...before, ...more }));
    setRefused(null);
    setCheck(null);
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>, name: string) => {
    const text = event.clipboardData.getData("text");
    const fields = pastedFields(vendor, text);
    if (!fields && bare(text) === text) return;
    event.preventDefault();
    if (fields?.["apiKey"] && vendor === "bedrock") setKind("api");
    change(fields ?? { [name]: bare(text) });
  };

  const run = (what: "save" | "test") => {
    setLeft(new Set(form.fields.map(({ name }) => name)));
    if (Object.keys(problems).length > 0) return;
    setAsked(what);
    startTransition(async () => {
      const outcome = await (what === "save"
        ? actions.save(vendor, { mode: "own", credentials: given })
        : actions.test(vendor, given));
      setAsked(null);
      if (!outcome.ok) return setRefused(outcome);
      if ("mode" in outcome.data) onSaved(outcome.data);
      else setCheck(outcome.data);
    });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    run("save");
  };

  return (
    <form
      onSubmit={onSubmit}
      noValidate
      autoComplete="off"
      aria-label={`Your ${form.name} account`}
      className="space-y-4"
    >
      <p className="text-13 text-pretty text-text-2">
        {form.where}{" "}
        <a
          href={form.link}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 text-accent underline underline-offset-2"
        >
          {form.linkText} <ExternalLink aria-hidden className="size-3.5" />
        </a>
      </p>
      {vendor === "bedrock" ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <div>
            <label htmlFor={regionId} className="mb-1.5 block text-13 font-medium">
              Region
            </label>
            <Select
              id={regionId}
              className="h-10 w-full"
              value={values["region"] ?? ""}
              onChange={(event) => change({ region: event.target.value })}
            >
              {Object.entries(BEDROCK_REGIONS).map(([region, place]) => (
                <option key={region} value={region}>
                  {place} ({region})
                </option>
              ))}
            </Select>
          </div>
          <fieldset>
            <legend className="mb-1.5 text-13 font-medium">Sign in with</legend>
            <div className="flex h-8 items-center gap-4 text-13">
              {(["key", "api"] as const).map((each) => (
                <label key={each} className="flex items-center gap-2">
                  <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
                  {each === "key" ? "An access key" : "A Bedrock API key"}
                </label>
              ))}
            </div>
          </fieldset>
        </div>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        {shownFields.map(({ name, label, example, optional, open }) => (
          <Field
            key={name}
            label={label}
            name={name}
            type={open ? "text" : "password"}
            placeholder={example}
            aside={optional ? <span className="text-12 text-text-3">Optional</span> : null}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            data-1p-ignore=""
            data-lpignore="true"
            value={values[name] ?? ""}
            error={errorOf(name)}
            onChange={(event) => change({ [name]: event.target.value })}
            onPaste={(event) => onPaste(event, name)}
            onBlur={() => setLeft((before) => new Set([...before, name]))}
          />
        ))}
      </div>
      <div role="status" className="space-y-2 empty:hidden">
        {refused ? <p className="text-13 text-pretty text-bad">{refused.message}</p> : null}
        {check ? <FindingList findings={check.findings} /> : null}
        {isPending ? <p className="text-13 text-text-2">Asking {form.name}; this takes some seconds.</p> : null}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" type="submit" disabled={isPending}>
          {asked === "save" ? "Checking…" : "Check and save"}
        </Button>
        <Button onClick={() => run("test")} disabled={isPending}>
          {asked === "test" ? "Checking…" : "Check only"}
        </Button>
        <Button look="ghost" onClick={onCancel} disabled={isPending}>
          Cancel
        </Button>
      </div>
      <p className="text-12 text-pretty text-text-3">
        Stored sealed with your organization’s own key and never shown again, only the last four characters.
      </p>
    </form>
  );
}

/** What is wrong with which field, by name. */
function problemsOf(vendor: ConnectionResource["vendor"], given: Values): Record<string, string> {
  const { error } = CREDENTIALS[vendor].safeParse(given);
  const problems: Record<string, string> = {};
  for (const { path, message } of error?.issues ?? []) {
    const name = String(path[0]);
    problems[name] ??= /^Invalid input/.test(message) ? "this is missing" : message;
  }
  return problems;
}
