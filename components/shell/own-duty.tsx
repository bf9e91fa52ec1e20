"use client";

import { clsx } from "clsx";
import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { useLiveEvent } from "@/components/live/use-live-event";
import { Switch } from "@/components/ui/switch";
import { showError } from "@/components/ui/toast";
import { useNow } from "@/components/ui/use-now";
import { reachability } from "@/lib/domain/people/reachability";
import { useShell } from "./shell-context";

const UNREACHED = "Your duty was not changed: the server was not reached. Check the connection and try again.";

/** One's own duty, for those who take calls: on or off, and until when. Renders nothing for everybody else. */
export function OwnDuty({ compact = false }: Readonly<{ compact?: boolean }>) {
  const { person, setOwnDuty } = useShell();
  const router = useRouter();
  const now = useNow(30_000);
  const [isPending, start] = useTransition();
  const [isOn, setIsOn] = useOptimistic(person !== null && person.status !== "offline");
  const ownCall = ({ escalation }: { escalation: { humanAgentId: string | null } }) => {
    // One's own call began or ended: the server knows what that makes one.
    if (person && (escalation.humanAgentId === person.id || person.inCall)) router.refresh();
  };
  useLiveEvent("escalation.updated", ownCall);
  useLiveEvent("escalation.completed", ownCall);
  if (!person) return null;
  const change = (wanted: boolean) =>
    start(async () => {
      setIsOn(wanted);
      const saved = await setOwnDuty(wanted).catch(() => null);
      if (!saved?.ok) showError(saved?.message ?? UNREACHED);
    });
  const status = isOn ? (person.inCall ? "busy" : "available") : "offline";
  const words = status === "busy" ? "In a call" : reachability({ ...person, status }, now).words;
  const label = isOn ? "On duty" : "Off duty";
  return (
    <div className={clsx("flex items-center gap-2", compact ? "" : "px-2 pb-2")}>
      {compact ? <span className="text-12 font-medium text-text-2">{label}</span> : null}
      {compact ? null : (
        <span className="min-w-0 flex-1">
          <span className="block truncate text-13 font-medium">{label}</span>
          <span suppressHydrationWarning className="block truncate text-12 text-text-3" title={words}>
            {isOn ? words : "No calls come to you"}
          </span>
        </span>
      )}
      <Switch label="You are on duty" checked={isOn} onChange={change} disabled={isPending} />
    </div>
  );
}
