"use client";

import { PhoneIncoming } from "lucide-react";
import { DialHint } from "@/components/call/dial-hint";
import { useLive } from "@/components/live/live-provider";
import { Kbd } from "@/components/ui/kbd";
import { StatePanel } from "@/components/ui/state-panel";

type NothingPickedProps = Readonly<{ phoneNumber: string | null; isSandbox: boolean; mayCall: boolean }>;

/** The room beside the list, before a call is picked: how to pick one, or how to have one. */
export function NothingPicked({ phoneNumber, isSandbox, mayCall }: NothingPickedProps) {
  const { calls } = useLive();
  if (calls.length > 0) {
    return (
      <div className="hidden min-w-0 flex-1 items-center md:flex">
        <StatePanel icon={<PhoneIncoming className="size-5" />} title="Pick a call to read along">
          Its words appear as they are spoken. <Kbd>J</Kbd> and <Kbd>K</Kbd> walk through the list.
        </StatePanel>
      </div>
    );
  }
  return (
    <div className="flex min-w-0 flex-1 items-center overflow-y-auto">
      <StatePanel
        icon={<PhoneIncoming className="size-5" />}
        title="No call at the moment"
        className="w-full max-w-lg"
        action={
          phoneNumber ? (
            <div className="w-full">
              <DialHint phoneNumber={phoneNumber} isSandbox={isSandbox} mayCall={mayCall} />
            </div>
          ) : undefined
        }
      >
        {phoneNumber
          ? isSandbox
            ? "Calls appear here the moment they come in. Place one from a terminal and watch it:"
            : "Calls appear here the moment they come in."
          : "No phone number is set up yet. Once one is, its calls appear here the moment they come in."}
      </StatePanel>
    </div>
  );
}
