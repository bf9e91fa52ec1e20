import { ClipboardCheck } from "lucide-react";
import type { Metadata } from "next";
import { RefreshOnEvents } from "@/components/live/refresh-on-events";
import { StatePanel } from "@/components/ui/state-panel";
import { listReviews } from "@/lib/services/quality/reviews";
import { requireContext } from "@/lib/web/require-context";
import { ReviewQueue } from "./_components/review-queue";
import { markReviewedAction } from "./actions";

export const metadata: Metadata = { title: "Quality: to review" };

export default async function ReviewPage() {
  const context = await requireContext("quality.read");
  const { reviews, waiting } = await listReviews(context, { limit: 50 });
  return (
    <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
      <RefreshOnEvents names={["qa.score.updated"]} />
      {reviews.length === 0 ? (
        <StatePanel icon={<ClipboardCheck className="size-5" />} title="Nothing to review">
          Calls that scored low, broke a rule, are disputed or were drawn by chance stand here until somebody has looked
          at them.
        </StatePanel>
      ) : (
        <ReviewQueue
          reviews={reviews}
          waiting={waiting}
          mark={context.permissions.has("quality.review") ? markReviewedAction : null}
        />
      )}
    </div>
  );
}
