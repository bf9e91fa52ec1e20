import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { StatePanel } from "@/components/ui/state-panel";
import { getScorecard } from "@/lib/services/quality/scorecards";
import { requireContext } from "@/lib/web/require-context";
import { saveScorecardAction } from "../actions";
import { BusinessChoice } from "@/components/business/business-choice";
import { ScorecardEditor } from "../_components/scorecard-editor";
import { theBusinessOf } from "@/lib/web/the-business-of";

export const metadata: Metadata = { title: "Quality: scorecard" };

type ScorecardPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export default async function ScorecardPage({ searchParams }: ScorecardPageProps) {
  const context = await requireContext("quality.read");
  const { business, options } = await theBusinessOf(context, (await searchParams)["business"]);
  if (!business)
    return (
      <StatePanel icon={<Building2 className="size-5" />} title="No business yet">
        A scorecard belongs to a business. Set one up first.
      </StatePanel>
    );
  const { agreement, ...scorecard } = await getScorecard(context, business.id);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
      <div className="mx-auto w-full max-w-5xl p-4">
        <BusinessChoice value={business.id} options={options} />
        <ScorecardEditor
          key={`${business.id} ${scorecard.revision}`}
          scorecard={scorecard}
          agreement={agreement}
          save={context.permissions.has("quality.write") ? saveScorecardAction : null}
        />
      </div>
    </div>
  );
}
