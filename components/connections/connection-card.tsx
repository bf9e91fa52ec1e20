"use client";

import { useEffect, useEffectEvent, useState, useTransition } from "react";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip, type Tone } from "@/components/ui/chip";
import type { ConnectionMode, ConnectionResource } from "@/lib/contracts/connections";
import type { ConnectionActions } from "./actions-type";
import { ConnectionForm } from "./connection-form";
import { FindingList } from "./finding-list";
import { VENDOR_FORMS } from "./vendor-forms";

type ConnectionCardProps = Readonly<{
  connection: ConnectionResource;
  canChange: boolean;
  timeZone: string;
  actions: ConnectionActions;
  /** Asks the vendor as soon as the card is shown, where nobody has asked yet. */
  checksItself?: boolean;
  onChanged?: ((connection: ConnectionResource) => void) | undefined;
}>;

const STATUS: Record<ConnectionResource["status"], { tone: Tone; words: string }> = {
  working: { tone: "good", words: "Working" },
  attention: { tone: "warn", words: "Needs attention" },
  failing: { tone: "bad", words: "Not working" },
  unchecked: { tone: "neutral", words: "Not checked yet" },
};
const BACK: Record<Exclude<ConnectionMode, "own">, string> = {
  sandbox: "Use the sandbox",
  platform: "Use Aybiza's account",
  none: "Remove",
};

/** One vendor: whose account is used, whether it works and what to do if not, and every way to change that. */
export function ConnectionCard(props: ConnectionCardProps) {
  const { connection: given, canChange, timeZone, actions, checksItself = false, onChanged } = props;
  const [connection, setConnection] = useState(given);
  const [isOpen, setOpen] = useState(false);
  const [leaving, setLeaving] = useState<Exclude<ConnectionMode, "own"> | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const { vendor, mode, offered, status, findings, checkedAt } = connection;
  const form = VENDOR_FORMS[vendor];
  const keep = (next: ConnectionResource) => {
    setConnection(next);
    setFailure(null);
    onChanged?.(next);
  };
  const check = async (asked: ConnectionResource) => {
    const outcome = await actions.test(vendor);
    if (outcome.ok) keep({ ...asked, ...outcome.data });
    else setFailure(outcome.message);
  };
  const onCheck = () => startTransition(() => check(connection));
  const onShown = useEffectEvent(() => {
    if (checksItself && canChange && status === "unchecked" && mode !== "none") onCheck();
  });
  useEffect(() => onShown(), []);
  const switchTo = (next: Exclude<ConnectionMode, "own">) => {
    setLeaving(null);
    startTransition(async () => {
      const outcome = await actions.save(vendor, { mode: next });
      if (!outcome.ok) return setFailure(outcome.message);
      keep(outcome.data);
      if (next !== "none") await check(outcome.data);
    });
  };
  const others = offered.filter((each): each is Exclude<ConnectionMode, "own"> => each !== "own" && each !== mode);

  return (
    <Card
      title={form.name}
      hint={form.role}
      action={
        mode === "none" ? <Chip>Not connected</Chip> : <Chip tone={STATUS[status].tone}>{STATUS[status].words}</Chip>
      }
    >
      <div className="space-y-4 px-4 pt-1 pb-4">
        <div className="space-y-1 text-13">
          <p className="text-pretty text-text-2">{form.about}</p>
          <p>
            <UsedAccount connection={connection} />
            {checkedAt && mode !== "none" ? (
              <span className="text-text-3">
                {" · checked "}
                <Ago at={checkedAt} timeZone={timeZone} />
              </span>
            ) : null}
          </p>
        </div>
        {findings.length > 0 && !isOpen && mode !== "none" ? <FindingList findings={findings} /> : null}
        <div role="status" className="empty:hidden">
          {isPending ? <p className="text-13 text-text-2">Asking {form.name}; this takes some seconds.</p> : null}
          {failure ? <p className="text-13 text-pretty text-bad">{failure}</p> : null}
        </div>
        {isOpen ? (
          <ConnectionForm
            vendor={vendor}
            actions={actions}
            onCancel={() => setOpen(false)}
            onSaved={(saved) => {
              keep(saved);
              setOpen(false);
            }}
          />
        ) : leaving ? (
          <div className="space-y-2 rounded-lg border border-line bg-surface-2 p-3 text-13">
            <p className="text-pretty">
              Your {form.name} credentials are forgotten: to come back you give them again. Calls in progress finish as
              they began.
            </p>
            <div className="flex flex-wrap gap-2">
              <Button look="danger" onClick={() => switchTo(leaving)} disabled={isPending}>
                {BACK[leaving]}
              </Button>
              <Button look="ghost" onClick={() => setLeaving(null)}>
                Keep my account
              </Button>
            </div>
          </div>
        ) : canChange ? (
          <div className="flex flex-wrap gap-2">
            {mode === "none" ? null : (
              <Button onClick={onCheck} disabled={isPending}>
                {isPending ? "Checking…" : "Check now"}
              </Button>
            )}
            <Button onClick={() => setOpen(true)} disabled={isPending}>
              {mode === "own" ? "Replace credentials" : "Use your own account"}
            </Button>
            {others.map((each) => (
              <Button
                key={each}
                look="ghost"
                disabled={isPending}
                onClick={() => (mode === "own" ? setLeaving(each) : switchTo(each))}
              >
                {BACK[each]}
              </Button>
            ))}
          </div>
        ) : (
          <p className="text-13 text-text-3">Only owners and admins change connections.</p>
        )}
      </div>
    </Card>
  );
}

function UsedAccount({ connection: { mode, shown } }: Readonly<{ connection: ConnectionResource }>) {
  if (mode === "sandbox") return <>Uses the sandbox, which costs nothing and reaches nobody.</>;
  if (mode === "platform") return <>Uses Aybiza’s account; it is part of your plan.</>;
  if (mode === "none") return <>Nothing is connected, and nothing needs it.</>;
  const { region, ...keys } = shown;
  const end =
    keys["accountSid"] ?? keys["apiKeySid"] ?? keys["accessKeyId"] ?? keys["apiKey"] ?? keys["secretKey"] ?? "";
  return (
    <>
      Uses your own account, key <span className="font-mono">{end}</span>
      {region ? ` in ${region}` : ""}
    </>
  );
}
