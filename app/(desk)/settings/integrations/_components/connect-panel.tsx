"use client";

import { Check, Minus } from "lucide-react";
import { useState, useTransition } from "react";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import type { IntegrationResource } from "@/lib/contracts/integrations";
import { connectAction, disconnectAction } from "../actions";
import { StateChip } from "./state-chip";

type ConnectPanelProps = Readonly<{
  integration: IntegrationResource;
  mayWrite: boolean;
  timeZone: string;
  /** What became of the consent that one comes back from. */
  problem: string | null;
}>;

/** Whose account it is, what it may be used for, and how it is connected and disconnected. */
export function ConnectPanel({ integration, mayWrite, timeZone, problem }: ConnectPanelProps) {
  const { vendor, title, state, account, connectedBy, connectedAt, fields } = integration;
  const [isPending, start] = useTransition();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState(problem);
  const [news, setNews] = useState<string | null>(null);
  const [isSure, setIsSure] = useState(false);
  const isThere = connectedAt !== null;

  const connect = () =>
    start(async () => {
      const outcome = await connectAction(vendor, typed);
      setErrors(outcome.ok ? {} : outcome.fields);
      setFailure(outcome.ok ? null : outcome.message);
      setNews(null);
      if (outcome.ok) setTyped({});
      if (outcome.ok && outcome.url !== null) window.location.assign(outcome.url);
    });
  const disconnect = () =>
    start(async () => {
      const outcome = await disconnectAction(vendor);
      setIsSure(false);
      setFailure(outcome.ok ? null : outcome.message);
      setNews(outcome.ok ? outcome.note : null);
    });

  return (
    <Card title="The connection" action={<StateChip state={state} />}>
      <form
        className="space-y-4 px-4 pt-1 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          connect();
        }}
      >
        {isThere ? (
          <p className="text-13 text-text-2">
            {account ? (
              <>
                <span className="font-medium text-text">{account}</span>, connected by
              </>
            ) : (
              "Connected by"
            )}{" "}
            {connectedBy} <Ago at={connectedAt} timeZone={timeZone} />
          </p>
        ) : null}
        {state === "needs_reconnecting" ? <Failure message={integration.problem} /> : null}
        {state === "unavailable" ? (
          <p className="text-13 text-pretty text-text-2">
            Whoever runs this installation has to register an app with {title} first, and to give its id and secret in
            the environment. Then you connect your account here.
          </p>
        ) : null}
        <Scopes integration={integration} />
        {mayWrite && fields.length > 0 && state !== "connected" ? (
          <div className="grid gap-3 sm:grid-cols-2">
            {fields.map(({ name, label, hint, secret }) => (
              <Field
                key={name}
                label={label}
                hint={hint}
                type={secret ? "password" : "text"}
                autoComplete="off"
                value={typed[name] ?? ""}
                error={errors[`fields.${name}`] ?? null}
                onChange={({ target: { value } }) => setTyped((before) => ({ ...before, [name]: value }))}
              />
            ))}
          </div>
        ) : null}
        <Failure message={failure} />
        <p role="status" className="text-13 text-text-2 empty:hidden">
          {news}
        </p>
        {mayWrite && state !== "unavailable" ? (
          <div className="flex flex-wrap items-center gap-2">
            {state === "connected" ? null : (
              <Button type="submit" look="primary" disabled={isPending}>
                {state === "needs_reconnecting" ? "Connect again" : `Connect ${title}`}
              </Button>
            )}
            {isThere && !isSure ? (
              <Button look="danger" disabled={isPending} onClick={() => setIsSure(true)}>
                Disconnect
              </Button>
            ) : null}
            {isThere && isSure ? (
              <>
                <Button look="danger" autoFocus disabled={isPending} onClick={disconnect}>
                  Disconnect, and agents can’t use it any more
                </Button>
                <Button look="ghost" disabled={isPending} onClick={() => setIsSure(false)}>
                  Keep it
                </Button>
              </>
            ) : null}
          </div>
        ) : null}
      </form>
    </Card>
  );
}

function Scopes({
  integration: { title, scopes, granted, connectedAt },
}: Readonly<{ integration: IntegrationResource }>) {
  if (scopes.length === 0) return null;
  const isThere = connectedAt !== null;
  return (
    <section aria-label="What it may be used for">
      <h3 className="text-13 font-medium">
        {isThere ? `What ${title} allows us` : `What ${title} will ask you to allow`}
      </h3>
      <ul className="mt-1.5 space-y-1">
        {scopes.map(({ scope, words }) => {
          const isAllowed = !isThere || granted.includes(scope);
          const Icon = isAllowed ? Check : Minus;
          return (
            <li key={scope} className="flex items-start gap-2 text-13 text-text-2">
              <Icon
                aria-hidden
                className={`mt-0.5 size-4 shrink-0 ${!isThere ? "text-text-3" : isAllowed ? "text-good" : "text-warn"}`}
              />
              <span>
                {words}
                {isAllowed ? null : <span className="text-warn"> (not allowed: connect it again to change that)</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
