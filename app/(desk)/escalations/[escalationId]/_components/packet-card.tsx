"use client";

import { useState } from "react";
import { JsonView } from "@/components/call/json-view";
import { PacketView } from "@/components/escalations/packet-view";
import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { useNow } from "@/components/ui/use-now";
import type { ContextPacket } from "@/lib/contracts/escalations";

const VIEWS = [
  { value: "card", label: "Card" },
  { value: "json", label: "JSON" },
] as const;

/** What the person is told of the call: to read, or as programs get it. */
export function PacketCard({ packet, timeZone }: Readonly<{ packet: ContextPacket | null; timeZone: string }>) {
  const [view, setView] = useState<"card" | "json">("card");
  const now = useNow(60_000);
  return (
    <Card
      title="What it is about"
      action={
        packet ? (
          <Segmented label="Show as" value={view} options={VIEWS} onChange={setView} className="my-1" />
        ) : undefined
      }
    >
      <div className="px-4 pt-1 pb-4">
        {packet === null ? (
          <p className="text-13 text-text-2">
            The summary is being written, or the call was too short for one. The call itself has every word.
          </p>
        ) : view === "json" ? (
          <JsonView value={packet} label="context packet" />
        ) : (
          <PacketView packet={packet} timeZone={timeZone} nowMs={now} />
        )}
      </div>
    </Card>
  );
}
