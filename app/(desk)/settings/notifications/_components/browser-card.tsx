"use client";

import { useEffect, useState } from "react";
import {
  type BrowserSubscription,
  type PushState,
  readPushState,
  turnOff,
  turnOn,
} from "@/components/notifications/browser-push";
import { Card } from "@/components/ui/card";
import { SwitchRow } from "@/components/ui/switch-row";
import type { Saved } from "@/lib/contracts/saved";

type BrowserCardProps = Readonly<{
  publicKey: string;
  /** Pushes go to the sandbox's push service alone. */
  isStandIn: boolean;
  actions: {
    isPushedTo: (endpoint: string) => Promise<boolean>;
    subscribe: (subscription: BrowserSubscription) => Promise<Saved<void>>;
    unsubscribe: (endpoint: string) => Promise<Saved<void>>;
  };
}>;

const HINTS: Readonly<Record<PushState, string>> = {
  on: "News that you want pushed appears on this device, also when Aybiza is not open, for as long as you are signed in here.",
  off: "The browser asks you first. It then shows news on this device, also when Aybiza is not open.",
  denied:
    "You have blocked notifications of this site. Allow them beside the address at the top of the window, then load this page again.",
  unsupported:
    "This browser cannot be pushed to here. On an iPhone or iPad, add Aybiza to the home screen and open it from there; elsewhere, use a browser that supports it, over https.",
};
const UNREACHED = "The browser did not reach its push service. Check the connection, then try again.";

/** Whether this very browser is pushed to. */
export function BrowserCard({ publicKey, isStandIn, actions }: BrowserCardProps) {
  const [state, setState] = useState<PushState | null>(null);
  const [isPending, setIsPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { isPushedTo } = actions;
  useEffect(() => {
    let isLeft = false;
    readPushState(isPushedTo).then(
      (found) => isLeft || setState(found),
      () => isLeft || setState("off"),
    );
    return () => void (isLeft = true);
  }, [isPushedTo]);

  const switchOn = async (): Promise<PushState> => {
    const subscription = await turnOn(publicKey);
    if (subscription === "denied") return "denied";
    const saved = await actions.subscribe(subscription);
    if (saved.ok) return "on";
    await turnOff();
    setProblem(saved.message);
    return "off";
  };
  const switchOff = async (): Promise<PushState> => {
    const endpoint = await turnOff();
    if (endpoint) await actions.unsubscribe(endpoint);
    return "off";
  };
  const onChange = async (wanted: boolean) => {
    setIsPending(true);
    setProblem(null);
    try {
      setState(await (wanted ? switchOn() : switchOff()));
    } catch {
      setProblem(UNREACHED);
    } finally {
      setIsPending(false);
    }
  };

  const isUsable = state === "on" || state === "off";
  return (
    <Card title="This browser">
      <div className="px-4 pt-1 pb-4">
        <SwitchRow
          label="Push to this browser"
          hint={state === null ? "Asking the browser" : HINTS[state]}
          checked={state === "on"}
          onChange={(wanted) => void onChange(wanted)}
          disabled={isPending || !isUsable}
        />
        {isStandIn && isUsable ? (
          <p className="mt-2 text-12 text-pretty text-text-3">
            With stand-ins nothing leaves this machine: a push service of the sandbox is reached, a real browser&apos;s
            is not. <span className="font-mono">PUSH_SERVICES</span> changes that.
          </p>
        ) : null}
        <p role="status" className="text-13 text-bad">
          {problem ? <span className="mt-2 block">{problem}</span> : null}
        </p>
      </div>
    </Card>
  );
}
