import type { Metadata } from "next";
import { otherParty } from "@/components/call/call-words";
import { formatPhone } from "@/components/format/phone";
import { LiveCallView } from "@/components/live/live-call-view";
import { replayCall } from "@/lib/domain/live-call/apply-event";
import { loadCall } from "@/lib/web/load-call";

type LiveCallPageProps = Readonly<{ params: Promise<{ callId: string }> }>;

export async function generateMetadata({ params }: LiveCallPageProps): Promise<Metadata> {
  const { call } = await loadCall((await params).callId);
  return { title: `Live: ${formatPhone(otherParty(call))}` };
}

export default async function LiveCallPage({ params }: LiveCallPageProps) {
  const { context, call, events } = await loadCall((await params).callId);
  return (
    <LiveCallView
      key={call.id}
      summary={call}
      initial={replayCall(events)}
      mayListen={context.permissions.has("calls.listen")}
      maySpeak={context.permissions.has("calls.control")}
    />
  );
}
