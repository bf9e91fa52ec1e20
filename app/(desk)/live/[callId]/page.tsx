import type { Metadata } from "next";
import { otherParty } from "@/components/call/call-words";
import { formatPhone } from "@/components/format/phone";
import { LiveCallView } from "@/components/live/live-call-view";
import { replayCall } from "@/lib/domain/live-call/apply-event";
import { getCallInstructions } from "@/lib/services/calls/get-call-instructions";
import { listEarlierCalls } from "@/lib/services/calls/list-earlier-calls";
import { steerRights } from "@/lib/services/calls/steer-rights";
import { loadCall } from "@/lib/web/load-call";
import { findPeopleAction } from "../actions";
import { AgentInstructions } from "./_components/agent-instructions";
import { EarlierCalls } from "./_components/earlier-calls";

type LiveCallPageProps = Readonly<{ params: Promise<{ callId: string }> }>;

export async function generateMetadata({ params }: LiveCallPageProps): Promise<Metadata> {
  const { call } = await loadCall((await params).callId);
  return { title: `Live: ${formatPhone(otherParty(call))}` };
}

export default async function LiveCallPage({ params }: LiveCallPageProps) {
  const { context, call, events } = await loadCall((await params).callId);
  const [{ mayControl, mayListen }, instructions, earlier] = await Promise.all([
    steerRights(context, call.id),
    getCallInstructions(context, call.id),
    listEarlierCalls(context, call.id),
  ]);
  const rail =
    mayControl || mayListen ? { userId: context.actor.id, mayControl, mayListen, findPeople: findPeopleAction } : null;
  return (
    <LiveCallView
      key={call.id}
      summary={call}
      initial={replayCall(events)}
      rail={rail}
      isScored={instructions.scoresSentiment}
      about={
        <>
          <EarlierCalls {...earlier} />
          <AgentInstructions
            agentId={instructions.agentId}
            sections={instructions.sections}
            versionNumber={call.agentVersion}
          />
        </>
      }
    />
  );
}
