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
    <Card title="Keys" hint={`${keys.filter(({ status }) => status === "live").length} working`}>
      <ul className="mt-1 divide-y divide-line border-t border-line">
        {keys.map((key) => (
          <li key={key.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-72">
              <p className="flex flex-wrap items-center gap-2 text-14 font-medium">
                {key.name}
                <code className="font-mono text-12 font-normal text-text-3">{key.prefix}…</code>
                <Status apiKey={key} replacedBy={replaced.get(key.id)} />
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
                {key.replaces ? ` in place of ${prefixes.get(key.replaces) ?? "an older one"}` : ""} ·{" "}
                {key.lastUsedAt ? (
                  <>
                    last used <Ago at={key.lastUsedAt} timeZone={timeZone} />
                  </>
                ) : (
                  "never used"
                )}
                <Ends apiKey={key} />
              </p>
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

function Status({ apiKey, replacedBy }: Readonly<{ apiKey: ApiKeyResource; replacedBy: string | undefined }>) {
  if (apiKey.status === "live" && replacedBy) return <Chip tone="warn">Works until {dayOf(apiKey.expiresAt)}</Chip>;
  const { tone, words } = STATUS[apiKey.status];
  return <Chip tone={tone}>{words}</Chip>;
}

function Ends({ apiKey: { status, expiresAt, revokedAt } }: Readonly<{ apiKey: ApiKeyResource }>) {
  if (status === "revoked") return <> · revoked {dayOf(revokedAt)}</>;
  if (expiresAt === null) return <> · works until it is revoked</>;
  return (
    <>
      {" · "}
      {status === "expired" ? "expired" : "expires"} {dayOf(expiresAt)}
    </>
  );
}

/** The day in UTC, which is when keys end. */
const dayOf = (at: string | null): string => at?.slice(0, 10) ?? "";
