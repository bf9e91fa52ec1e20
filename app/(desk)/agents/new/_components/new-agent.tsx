"use client";

import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { createAgentAction } from "../../actions";
import { UNREACHED } from "../../outcome";
import { ImportAgent } from "./import-agent";

type Business = Readonly<{ id: string; name: string; type: string }>;

const TEMPLATES = [
  { id: "customer_support", name: "Customer support", hint: "Answers questions, takes down problems." },
  { id: "sales", name: "Sales", hint: "Tells what you offer, finds out who is interested." },
  { id: "appointments", name: "Front desk", hint: "Takes wishes for appointments, answers questions about a visit." },
  { id: "custom", name: "Reception", hint: "Answers the phone and takes messages." },
  { id: "empty", name: "Empty", hint: "Nothing but safe defaults. You write the rest." },
] as const;

/** For which business, from which template, under which name; or from a file. */
export function NewAgent({ businesses }: Readonly<{ businesses: readonly Business[] }>) {
  const router = useRouter();
  const businessId = useId();
  const [business, setBusiness] = useState(businesses[0]);
  const [template, setTemplate] = useState<string>(business?.type ?? "custom");
  const [name, setName] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ message: string; fields: Record<string, string> } | null>(null);
  const [isPending, start] = useTransition();
  const suggested = TEMPLATES.find(({ id }) => id === template)?.name ?? "";
  const shownName = name ?? (template === "empty" ? "" : suggested);
  const create = () =>
    start(async () => {
      setFailure(null);
      const input = { businessId: business?.id ?? "", name: shownName, template };
      const outcome = await createAgentAction(input).catch(() => UNREACHED);
      start(() => {
        if (outcome.ok) router.push(`/agents/${outcome.data.id}`);
        else setFailure(outcome);
      });
    });
  return (
    <div className="mx-auto max-w-2xl space-y-8 px-4 py-6 md:px-6">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
        className="space-y-5"
      >
        {businesses.length > 1 ? (
          <div>
            <label htmlFor={businessId} className="mb-1.5 block text-13 font-medium">
              It speaks for
            </label>
            <Select
              id={businessId}
              value={business?.id}
              onChange={(event) => setBusiness(businesses.find(({ id }) => id === event.target.value))}
              className="w-full"
            >
              {businesses.map(({ id, name: label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Select>
          </div>
        ) : null}
        <fieldset>
          <legend className="mb-1.5 text-13 font-medium">It begins as</legend>
          <div className="grid gap-2 sm:grid-cols-2">
            {TEMPLATES.map(({ id, name: label, hint }) => (
              <label
                key={id}
                className={clsx(
                  "relative block cursor-pointer rounded-lg border bg-surface px-3 py-2.5 transition-colors duration-150",
                  "has-focus-visible:outline-2 has-focus-visible:outline-accent",
                  template === id ? "border-accent ring-1 ring-accent" : "border-line hover:border-line-strong",
                )}
              >
                <input
                  type="radio"
                  name="template"
                  value={id}
                  checked={template === id}
                  onChange={() => setTemplate(id)}
                  className="sr-only"
                />
                <span className="block text-14 font-medium">{label}</span>
                <span className="block text-13 text-text-3">{hint}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <Field
          label="Name"
          value={shownName}
          maxLength={80}
          autoComplete="off"
          placeholder="Front desk"
          onChange={(event) => setName(event.target.value)}
          error={failure?.fields["name"] ?? null}
        />
        {failure && !failure.fields["name"] ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
            {failure.message}
          </p>
        ) : null}
        <div className="flex items-center gap-3">
          <Button type="submit" look="primary" size="lg" disabled={isPending}>
            {isPending ? "Making the agent" : "Make the agent"}
          </Button>
          <p className="text-13 text-text-3">It answers nobody before you publish it.</p>
        </div>
      </form>
      <ImportAgent businessId={business?.id ?? ""} />
    </div>
  );
}
