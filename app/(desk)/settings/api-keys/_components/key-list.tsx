"use client";

import { useState } from "react";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip, type Tone } from "@/components/ui/chip";
import type { ApiKeyResource } from "@/lib/contracts/api/api-keys";
import { ChangeKey, type Change } from "./change-key";

type KeyListProps = Readonly<{
  keys: readonly ApiKeyResource[];
  words: Readonly<Record<string, string>>;
  mayChange: boolean;
  timeZone: string;
}>;

/** All keys, newest first, with what each may do and when it was last used. */
export function KeyList({ keys, words, mayChange, timeZone }: KeyListProps) {
  const [change, setChange] = useState<Change | null>(null);
  const prefixes = new Map(keys.map(({ id, prefix }) => [id, prefix]));
  const replaced = new Map(keys.flatMap((key) => (key.replaces ? [[key.replaces, key.prefix] as const] : [])));
  return (
    <Card
      title="Keys"
      hint={`${keys.filter(({ status, restsBecause }) => status === "live" && !restsBecause).length} working`}
    >
      <ul className="mt-1 divide-y divide-line border-t border-line">
        {keys.map((key) => (
          <li key={key.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-72">
              <p className="flex flex-wrap items-center gap-2 text-14 font-medium">
                {key.name}
                <code className="font-mono text-12 font-normal text-text-3">{key.prefix}…</code>
                <Status apiKey={key} isReplaced={replaced.has(key.id)} timeZone={timeZone} />
              </p>
              <p className="mt-1 text-13 text-text-2">{key.scopes.map((scope) => words[scope] ?? scope).join(" · ")}</p>
              {key.allowedIps.length > 0 ? (
                <p className="mt-0.5 font-mono text-12 break-words text-text-3">
                  only from {key.allowedIps.join(", ")}
                </p>
              ) : null}
              <p className="mt-1 text-12 text-text-3">
                Made <Ago at={key.createdAt} timeZone={timeZone} />
                {key.createdByName ? ` by ${key.createdByName}` : ""}
                {key.replaces ? ` in place of ${prefixes.get(key.replaces) ?? "an older one"}` : ""}
                {replaced.has(key.id) ? `, replaced by ${replaced.get(key.id)}` : ""} ·{" "}
                {key.lastUsedAt ? (
                  <>
                    last used <Ago at={key.lastUsedAt} timeZone={timeZone} />
                  </>
                ) : (
                  "never used"
                )}
                <Ends apiKey={key} timeZone={timeZone} />
              </p>
              {key.status === "live" && key.restsBecause ? (
                <p className="mt-1 text-13 text-pretty text-warn">{RESTS[key.restsBecause]}</p>
              ) : null}
            </div>
            {mayChange && key.status === "live" ? (
              <div className="flex gap-2">
                {replaced.has(key.id) ? null : (
                  <Button
                    size="sm"
                    aria-label={`Rotate ${key.name}`}
                    onClick={() => setChange({ kind: "rotate", key })}
                  >
                    Rotate
                  </Button>
                )}
                <Button
                  look="danger"
                  size="sm"
                  aria-label={`Revoke ${key.name}, ${key.prefix}`}
                  onClick={() => setChange({ kind: "revoke", key })}
                >
                  Revoke
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      <ChangeKey change={change} onDone={() => setChange(null)} />
    </Card>
  );
}

const STATUS: Record<ApiKeyResource["status"], { tone: Tone; words: string }> = {
  live: { tone: "good", words: "Works" },
  expired: { tone: "neutral", words: "Expired" },
  revoked: { tone: "neutral", words: "Revoked" },
};

/** What is missing, and what mends it. */
const RESTS: Record<NonNullable<ApiKeyResource["restsBecause"]>, string> = {
  maker_left: "Refused: whom it was made by is no member any more. Make a new key, then revoke this one.",
  maker_unverified: "Refused until whom it was made by confirms their e-mail address. Then it works again.",
  maker_second_factor:
    "Refused until whom it was made by sets up a second factor, as the organization requires. Then it works again.",
};

type StatusProps = Readonly<{ apiKey: ApiKeyResource; isReplaced: boolean; timeZone: string }>;

function Status({ apiKey: { status, expiresAt, restsBecause }, isReplaced, timeZone }: StatusProps) {
  if (status === "live" && restsBecause) return <Chip tone="warn">Rests</Chip>;
  if (status === "live" && isReplaced && expiresAt) {
    return (
      <Chip tone="warn">
        Being replaced, works until <Ago at={expiresAt} timeZone={timeZone} />
      </Chip>
    );
  }
  const { tone, words } = STATUS[status];
  return <Chip tone={tone}>{words}</Chip>;
}

type EndsProps = Readonly<{ apiKey: ApiKeyResource; timeZone: string }>;

function Ends({ apiKey: { status, expiresAt, revokedAt }, timeZone }: EndsProps) {
  if (status === "revoked" && revokedAt)
    return (
      <>
        {" · revoked "}
        <Ago at={revokedAt} timeZone={timeZone} />
      </>
    );
  if (expiresAt === null) return <> · works until it is revoked</>;
  return (
    <>
      {status === "expired" ? " · expired " : " · expires "}
      <Ago at={expiresAt} timeZone={timeZone} />
    </>
  );
}
