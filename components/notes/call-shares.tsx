"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Select } from "@/components/ui/input";
import type { CallShare, NewCallShare } from "@/lib/contracts/call-shares";
import type { Saved } from "@/lib/contracts/saved";

type CallSharesProps = Readonly<{
  callId: string;
  shares: readonly CallShare[];
  timeZone: string;
  isOver: boolean;
  actions: {
    share: (callId: string, days: number) => Promise<Saved<NewCallShare>>;
    revoke: (callId: string, shareId: string) => Promise<Saved<null>>;
  };
}>;

/** Addresses under which the call's words can be read without an account, and without personal data. */
export function CallShares({ callId, shares, timeZone, isOver, actions }: CallSharesProps) {
  const router = useRouter();
  const [days, setDays] = useState(7);
  const [url, setUrl] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const share = async () => {
    const made = await actions.share(callId, days);
    setUrl(made.ok ? made.data.url : null);
    setProblem(made.ok ? null : made.message);
    router.refresh();
  };
  const revoke = async (shareId: string) => {
    const ended = await actions.revoke(callId, shareId);
    setProblem(ended.ok ? null : ended.message);
    router.refresh();
  };
  const standing = shares.filter(({ revokedAt }) => revokedAt === null);
  return (
    <section aria-label="Share">
      <h2 className="text-12 font-medium text-text-3">Share without personal data</h2>
      <p className="mt-1.5 text-13 text-text-2">
        Whoever has the address reads what was said. Names, numbers and addresses are taken out by rules: open it and
        read it before you send it.
      </p>
      <div className="mt-2 flex gap-2">
        <Select
          aria-label="It works for"
          className="w-28"
          value={days}
          onChange={({ target }) => setDays(Number(target.value))}
        >
          <option value={1}>1 day</option>
          <option value={7}>7 days</option>
          <option value={30}>30 days</option>
          <option value={90}>90 days</option>
        </Select>
        <Button disabled={!isOver} onClick={() => void share()}>
          Make an address
        </Button>
      </div>
      {isOver ? null : <p className="mt-1.5 text-12 text-text-3">When the call is over.</p>}
      {problem ? (
        <p role="alert" className="mt-2 text-13 text-bad">
          {problem}
        </p>
      ) : null}
      {url ? (
        <div className="mt-3 rounded-lg border border-line p-3 text-13">
          <p className="break-all">{url}</p>
          <div className="mt-2 flex items-center justify-between gap-2">
            <span className="text-12 text-text-3">It is shown this once.</span>
            <CopyButton text={url} label="Copy the address" />
          </div>
        </div>
      ) : null}
      {standing.length > 0 ? (
        <ul className="mt-3 divide-y divide-line text-13">
          {standing.map(({ id, createdByName, expiresAt, opened }) => (
            <li key={id} className="flex items-center justify-between gap-2 py-1.5">
              <span className="min-w-0 text-text-2">
                {createdByName}, opened {opened} {opened === 1 ? "time" : "times"}, until{" "}
                <Ago at={expiresAt} timeZone={timeZone} />
              </span>
              <Button look="ghost" size="sm" onClick={() => void revoke(id)}>
                Stop
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
