import type { Metadata } from "next";
import { otherParty } from "@/components/call/call-words";
import { CallView } from "@/components/call/call-view";
import { formatPhone } from "@/components/format/phone";
import { costOfEvents } from "@/lib/domain/call/call-cost";
import { replayCall } from "@/lib/domain/live-call/apply-event";
import { modelsOf } from "@/lib/services/connections/models-of";
import { listCallRuns } from "@/lib/services/after-call/list-runs";
import { listMessages } from "@/lib/services/messages/list-messages";
import { listOutcomes } from "@/lib/services/proof/list-outcomes";
import { findCallAccount } from "@/lib/services/quality/get-call-account";
import { findRecording } from "@/lib/services/recordings/get-recording";
import { recordingStory } from "@/lib/domain/recordings/recording-story";
import { retryStepAction } from "./after-call-actions";
import { deleteRecordingAction, holdRecordingAction } from "./recording-actions";
import { loadCall } from "@/lib/web/load-call";

type CallPageProps = Readonly<{
  params: Promise<{ callId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}>;

export async function generateMetadata({ params }: Pick<CallPageProps, "params">): Promise<Metadata> {
  const { call } = await loadCall((await params).callId);
  return { title: formatPhone(otherParty(call)) };
}

export default async function CallPage({ params, searchParams }: CallPageProps) {
  const { context, call, events } = await loadCall((await params).callId);
  const mayRead = context.permissions.has("messages.read");
  const { messages } = mayRead ? await listMessages(context, { callId: call.id }) : { messages: [] };
  const sound = context.permissions.has("recordings.listen")
    ? {
        recording: await findRecording(context, call.id),
        story: recordingStory(events),
        address: `/calls/${call.id}/recording`,
        manage: context.permissions.has("recordings.manage")
          ? { hold: holdRecordingAction.bind(null, call.id), remove: deleteRecordingAction.bind(null, call.id) }
          : null,
      }
    : null;
  const { turn, at } = await searchParams;
  const atMs = typeof at === "string" && /^\d{1,9}$/.test(at) ? Number(at) : null;
  return (
    <CallView
      key={`${call.id} ${String(turn)} ${atMs}`}
      markedAtFirst={typeof turn === "string" ? turn : null}
      playedAtFirst={atMs}
      summary={call}
      initial={replayCall(events)}
      messages={messages}
      qaScore={call.qaScore}
      {...(context.permissions.has("quality.read") ? { account: await findCallAccount(context, call.id) } : {})}
      cost={call.endedAt === null ? null : costOfEvents(call, events, await modelsOf(context.organizationId))}
      outcomes={await listOutcomes(context, call.id)}
      afterCall={{
        runs: await listCallRuns(context, call.id),
        retry: context.permissions.has("tools.run") ? retryStepAction.bind(null, call.id) : null,
      }}
      sound={sound}
    />
  );
}
