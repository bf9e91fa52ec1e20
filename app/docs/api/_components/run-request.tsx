"use client";

import { Play } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Answer, type GivenAnswer } from "./answer";
import { useKey } from "./key-store";

export type RunParameter = { name: string; in: "path" | "query" | "header"; isRequired: boolean; hint: string };

type RunRequestProps = Readonly<{
  method: string;
  path: string;
  keysMay: boolean;
  parameters: readonly RunParameter[];
  body: string | null;
}>;

/** Sends the operation's request to this very installation, and shows what comes back. */
export function RunRequest({ method, path, keysMay, parameters, body }: RunRequestProps) {
  const key = useKey();
  const bodyId = useId();
  const [answer, setAnswer] = useState<GivenAnswer | null>(null);
  const [isRunning, setIsRunning] = useState(false);

  const run = async (form: FormData) => {
    setIsRunning(true);
    const startedAt = performance.now();
    try {
      const { url, headers } = requestOf(path, parameters, form);
      if (key && keysMay) headers.set("authorization", `Bearer ${key}`);
      if (body !== null) headers.set("content-type", "application/json");
      const response = await fetch(url, {
        method,
        headers,
        credentials: key && keysMay ? "omit" : "same-origin",
        ...(body === null ? {} : { body: String(form.get("body") ?? "") }),
      });
      const text = await response.text();
      setAnswer({
        status: response.status,
        ms: Math.round(performance.now() - startedAt),
        headers: [...response.headers].filter(([name]) =>
          /^(x-request-id|ratelimit-|retry-after|idempotency)/.test(name),
        ),
        text: indented(text),
      });
    } catch {
      setAnswer({ status: null, ms: null, headers: [], text: "The request did not reach the server." });
    } finally {
      setIsRunning(false);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void run(new FormData(event.currentTarget));
      }}
      className="space-y-3"
    >
      {parameters.length > 0 ? (
        <div className="grid gap-3 sm:grid-cols-2">
          {parameters.map(({ name, isRequired, hint }) => (
            <Field
              key={name}
              label={name}
              name={`parameter:${name}`}
              required={isRequired}
              placeholder={hint}
              autoComplete="off"
              spellCheck={false}
            />
          ))}
        </div>
      ) : null}
      {body === null ? null : (
        <div>
          <label htmlFor={bodyId} className="mb-1.5 block text-13 font-medium">
            Body
          </label>
          <textarea
            id={bodyId}
            name="body"
            defaultValue={body}
            rows={Math.min(14, body.split("\n").length + 1)}
            spellCheck={false}
            className="w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 font-mono text-12 hover:border-text-3 focus-visible:border-accent"
          />
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" disabled={isRunning}>
          <Play aria-hidden className="size-3.5" />
          {isRunning ? "Sending" : "Send"}
        </Button>
        <span className="text-12 text-text-3">
          {keysMay
            ? key
              ? "with the key above"
              : "as who is signed in here"
            : "as who is signed in here; keys may not"}
        </span>
      </div>
      <Answer answer={answer} />
    </form>
  );
}

/** The address and headers that the form's fields make; empty optional ones are left out, lists are split at commas. */
function requestOf(
  path: string,
  parameters: readonly RunParameter[],
  form: FormData,
): { url: string; headers: Headers } {
  let filled = path;
  const query = new URLSearchParams();
  const headers = new Headers();
  for (const { name, in: place } of parameters) {
    const value = String(form.get(`parameter:${name}`) ?? "").trim();
    if (place === "path") filled = filled.replace(`{${name}}`, encodeURIComponent(value));
    else if (value === "") continue;
    else if (place === "header") headers.set(name, value);
    else for (const one of value.split(",")) query.append(name, one.trim());
  }
  return { url: query.size > 0 ? `${filled}?${query}` : filled, headers };
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
