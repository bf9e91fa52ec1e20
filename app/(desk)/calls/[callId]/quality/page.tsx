import type { Metadata } from "next";
import { otherParty } from "@/components/call/call-words";
import { formatPhone } from "@/components/format/phone";
import { RefreshOnEvents } from "@/components/live/refresh-on-events";
import { CallQualityView } from "@/components/quality/call-quality-view";
import { getCallQuality } from "@/lib/services/quality/get-call-quality";
import { loadCall } from "@/lib/web/load-call";
import {
  answerDisputeAction,
  calculateScoresAction,
  decideFindingAction,
  disputeScoreAction,
  overrideScoreAction,
} from "./actions";

type QualityPageProps = Readonly<{ params: Promise<{ callId: string }> }>;

export async function generateMetadata({ params }: QualityPageProps): Promise<Metadata> {
  const { call } = await loadCall((await params).callId);
  return { title: `Quality: ${formatPhone(otherParty(call))}` };
}

export default async function CallQualityPage({ params }: QualityPageProps) {
  const { context, call } = await loadCall((await params).callId);
  const quality = await getCallQuality(context, call.id);
  return (
    <div
      role="region"
      aria-label="Quality"
      tabIndex={0}
      className="min-h-0 flex-1 overflow-y-auto -outline-offset-2 scroll-quiet"
    >
      <RefreshOnEvents names={["qa.score.updated"]} />
      <CallQualityView
        quality={quality}
        actions={{
          override: overrideScoreAction,
          dispute: disputeScoreAction,
          answer: answerDisputeAction,
          decide: decideFindingAction,
          calculate: calculateScoresAction,
        }}
        mayReview={context.permissions.has("quality.review")}
      />
    </div>
  );
}
