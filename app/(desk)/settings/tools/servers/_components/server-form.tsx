"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { SwitchRow } from "@/components/ui/switch-row";
import type { McpAuth, McpServerResource } from "@/lib/contracts/mcp-servers";
import { deleteServerAction, type Refused, saveServerAction } from "../actions";

const EMPTY_AUTH: Record<McpAuth["kind"], McpAuth> = {
  none: { kind: "none" },
  bearer: { kind: "bearer" },
  header: { kind: "header", header: "X-Api-Key" },
  oauth: { kind: "oauth", clientId: "" },
};

/** Where a server is and how it is signed in to. What was typed stays when something in it is wrong. */
export function ServerForm({ server, mayWrite }: Readonly<{ server: McpServerResource | null; mayWrite: boolean }>) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [name, setName] = useState(server?.name ?? "");
  const [address, setAddress] = useState(server?.address ?? "");
  const [auth, setAuth] = useState<McpAuth>(server?.auth ?? { kind: "none" });
  const [secret, setSecret] = useState("");
  const [enabled, setEnabled] = useState(server?.enabled ?? true);
  const [failure, setFailure] = useState<Refused | null>(null);
  const [mayRemove, setMayRemove] = useState(false);
  const errorOf = (field: string) => failure?.fields[field] ?? null;

  const save = () =>
    start(async () => {
      const input = { name, address, auth, enabled, ...(secret === "" ? {} : { secret }) };
      const outcome = await saveServerAction(server?.id ?? null, input);
      if (!outcome.ok) return setFailure(outcome);
      setFailure(null);
      setSecret("");
      if (server === null) router.push(`/settings/tools/servers/${outcome.server.id}`);
      else router.refresh();
    });
  const remove = () =>
    start(async () => {
      const outcome = await deleteServerAction(server?.id ?? "");
      if (outcome.ok) router.push("/settings/tools");
      else setFailure(outcome);
    });

  return (
    <Card title={server ? "The server" : "Where it is"}>
      <form
        noValidate
        className="space-y-4 px-4 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <fieldset disabled={!mayWrite || isPending} className="grid gap-3 sm:grid-cols-2">
          <Field
            label="Name"
            value={name}
            placeholder="Warehouse"
            maxLength={60}
            autoComplete="off"
            error={errorOf("name")}
            onChange={({ target: { value } }) => setName(value)}
          />
          <Field
            label="Address"
            value={address}
            placeholder="https://warehouse.example.com/mcp"
            autoComplete="off"
            spellCheck={false}
            className="[&_input]:font-mono"
            error={errorOf("address")}
            onChange={({ target: { value } }) => setAddress(value)}
          />
          <SelectField
            label="Signs in"
            value={auth.kind}
            onChange={({ target: { value } }) => setAuth(EMPTY_AUTH[value as McpAuth["kind"]])}
          >
            <option value="none">Not at all</option>
            <option value="bearer">With a token (Bearer)</option>
            <option value="header">With a key in a header</option>
            <option value="oauth">At its own page (OAuth)</option>
          </SelectField>
          {auth.kind === "header" ? (
            <Field
              label="The header"
              value={auth.header}
              autoComplete="off"
              error={errorOf("auth.header")}
              onChange={({ target: { value } }) => setAuth({ kind: "header", header: value })}
            />
          ) : null}
          {auth.kind === "oauth" ? (
            <Field
              label="Client id"
              hint="Only where its provider gave you one. Empty: we register ourselves."
              value={auth.clientId}
              autoComplete="off"
              spellCheck={false}
              error={errorOf("auth.clientId")}
              onChange={({ target: { value } }) => setAuth({ kind: "oauth", clientId: value })}
            />
          ) : null}
          {auth.kind === "none" || (auth.kind === "oauth" && auth.clientId === "") ? null : (
            <Field
              label={{ bearer: "Token", header: "Key", oauth: "Client secret, if it has one" }[auth.kind]}
              type="password"
              value={secret}
              autoComplete="new-password"
              placeholder={server?.hasSecret ? "Stored. Leave empty to keep it." : ""}
              error={errorOf("secret")}
              onChange={({ target: { value } }) => setSecret(value)}
            />
          )}
          <div className="sm:col-span-2">
            <SwitchRow
              label="Switched on"
              hint="Off, no agent can use its tools, in calls in progress too."
              checked={enabled}
              onChange={setEnabled}
            />
          </div>
        </fieldset>
        <Failure message={failure?.message ?? null} />
        {mayWrite ? (
          <div className="flex flex-wrap justify-between gap-2">
            <Button type="submit" look="primary" disabled={isPending}>
              {isPending ? "Asking the server" : server ? "Save" : "Add the server"}
            </Button>
            {server && !mayRemove ? (
              <Button look="danger" onClick={() => setMayRemove(true)}>
                Remove
              </Button>
            ) : null}
            {server && mayRemove ? (
              <Button look="danger" autoFocus disabled={isPending} onClick={remove}>
                Remove it with its tools and their runs
              </Button>
            ) : null}
          </div>
        ) : null}
      </form>
    </Card>
  );
}
