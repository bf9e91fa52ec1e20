import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { StatePanel } from "@/components/ui/state-panel";
import { PACKS } from "@/lib/domain/quality/compliance/packs";
import { listComplianceRules } from "@/lib/services/quality/compliance-rules";
import { requireContext } from "@/lib/web/require-context";
import { changeRuleAction, createRuleAction, deleteRuleAction, switchRuleAction, tryRuleAction } from "../actions";
import { BusinessChoice } from "@/components/business/business-choice";
import { RuleList } from "../_components/rule-list";
import { theBusinessOf } from "@/lib/web/the-business-of";

export const metadata: Metadata = { title: "Quality: rules" };

type RulesPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export default async function RulesPage({ searchParams }: RulesPageProps) {
  const context = await requireContext("quality.read");
  const { business, options } = await theBusinessOf(context, (await searchParams)["business"]);
  if (!business)
    return (
      <StatePanel icon={<Building2 className="size-5" />} title="No business yet">
        Rules belong to a business. Set one up first.
      </StatePanel>
    );
  const rules = await listComplianceRules(context, business.id);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
      <div className="mx-auto w-full max-w-5xl p-4">
        <BusinessChoice value={business.id} options={options} />
        <RuleList
          key={business.id}
          businessId={business.id}
          rules={rules}
          packs={PACKS.map(({ pack, title, means }) => ({ pack, title, means }))}
          actions={
            context.permissions.has("quality.write")
              ? {
                  create: createRuleAction,
                  change: changeRuleAction,
                  toggle: switchRuleAction,
                  remove: deleteRuleAction,
                  tryOut: tryRuleAction,
                }
              : null
          }
        />
      </div>
    </div>
  );
}
