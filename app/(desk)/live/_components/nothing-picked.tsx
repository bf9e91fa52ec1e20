"use client";

import { PhoneIncoming } from "lucide-react";
import { DialHint } from "@/components/call/dial-hint";
import { useLiveCalls } from "@/components/live/live-provider";
import { StatePanel } from "@/components/ui/state-panel";

type NothingPickedProps = Readonly<{ phoneNumber: string | null; isSandbox: boolean; mayCall: boolean }>;

/** In place of the wall while there is no call: how to have one. */
export function NothingPicked({ phoneNumber, isSandbox, mayCall }: NothingPickedProps) {
  const hasCalls = useLiveCalls(({ length }) => length > 0);
  if (hasCalls) return null;
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
            ? "Calls appear here the moment they come in. Place one and watch it:"
            : "Calls appear here the moment they come in."
          : "No phone number is set up yet. Once one is, its calls appear here the moment they come in."}
      </StatePanel>
    </div>
  );
}
