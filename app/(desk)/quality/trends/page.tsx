import { LineChart } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { percent, SEVERITY } from "@/components/quality/quality-words";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { StatePanel } from "@/components/ui/state-panel";
import type { FindingSeverity } from "@/lib/contracts/quality";
import { qualityTrends } from "@/lib/services/quality/quality-trends";
import { requireContext } from "@/lib/web/require-context";
import { ScoreDays } from "../_components/score-days";

export const metadata: Metadata = { title: "Quality: trends" };

const DAYS = 30;

export default async function TrendsPage() {
  const context = await requireContext("quality.read");
  const { days, rules } = await qualityTrends(context, { days: DAYS });
  const scored = days.reduce((sum, { calls }) => sum + calls, 0);
  const mean = scored === 0 ? null : days.reduce((sum, { calls, score }) => sum + calls * (score ?? 0), 0) / scored;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
      {scored === 0 && rules.length === 0 ? (
        <StatePanel icon={<LineChart className="size-5" />} title="No scores yet">
          Once calls have been scored, how they went stands here day by day. Test calls do not count.
        </StatePanel>
      ) : (
        <div className="mx-auto w-full max-w-5xl space-y-4 p-4">
          <Card
            title={`Scores of the last ${DAYS} days`}
            hint={`${scored} ${scored === 1 ? "call" : "calls"}, ${percent(mean)} on average`}
          >
            <ScoreDays days={days} />
          </Card>
          <Card title="Rules that were broken" hint="Dismissed findings do not count.">
            {rules.length === 0 ? (
              <p className="px-4 pt-1 pb-4 text-13 text-text-2">None.</p>
            ) : (
              <ul className="divide-y divide-line">
                {rules.map(({ ruleKey, ruleName, severity, open, total }) => (
                  <li key={ruleKey} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-13">
                    <Link
                      href={`/quality/findings?state=all&rule=${encodeURIComponent(ruleKey)}`}
                      className="min-w-0 flex-1 font-medium hover:underline"
                    >
                      {ruleName}
                    </Link>
                    <Chip tone={SEVERITY[severity as FindingSeverity].tone}>{severity}</Chip>
                    <span className="w-28 text-right text-text-2 figures">
                      {total === 1 ? "once" : `${total} times`}, {open} open
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </div>
      )}
    </div>
  );
}
