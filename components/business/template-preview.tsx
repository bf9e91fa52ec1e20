import { Bot, Clock, type LucideIcon, ShieldCheck, TriangleAlert } from "lucide-react";
import { Card } from "@/components/ui/card";
import { defaultSettings, sharesOf, wordsFor } from "@/lib/domain/businesses/default-settings";
import { agentDraftFor } from "@/lib/domain/businesses/templates/agent-draft";
import { describeWeek } from "@/lib/domain/schedule/hours-words";
import type { BusinessDraft } from "./business-draft";
import { COMPONENT_WORDS } from "./business-words";

/** What a template fills in for a business of this kind, before anything is made. */
export function TemplatePreview({ business }: Readonly<{ business: BusinessDraft }>) {
  const name = business.name.trim() || "Your business";
  const agent = agentDraftFor({ ...business, name, city: business.city || null });
  const { quality, escalation } = defaultSettings(business);
  const shares = sharesOf(quality.weights);
  const heaviest = (Object.keys(shares) as (keyof typeof shares)[]).sort((a, b) => shares[b] - shares[a])[0];
  const urgent = Object.values(wordsFor(escalation.triggers.urgent.words, business.languages)).flat();
  return (
    <Card title="Filled in for you" hint="all of it can be changed">
      <ul className="space-y-3 px-4 pt-1 pb-4 text-13">
        <Line icon={Bot} label={agent.name}>
          &ldquo;{agent.config.disclosure?.text} {agent.config.greeting}&rdquo;
        </Line>
        <Line icon={Clock} label="Hours">
          {describeWeek(business.weeklyHours)}
        </Line>
        <Line icon={ShieldCheck} label="Quality">
          {heaviest ? COMPONENT_WORDS[heaviest].label : ""} counts most,{" "}
          {Math.round((heaviest ? shares[heaviest] : 0) * 100)} %
        </Line>
        <Line icon={TriangleAlert} label="A person when">
          the caller asks for one, is upset, or repeats themselves
          {urgent.length > 0 ? `; at once at words like ${urgent.slice(0, 3).join(", ")}` : ""}
        </Line>
      </ul>
    </Card>
  );
}

type LineProps = Readonly<{ icon: LucideIcon; label: string; children: React.ReactNode }>;

function Line({ icon: Icon, label, children }: LineProps) {
  return (
    <li className="flex items-start gap-2.5">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-text-3" />
      <span className="text-pretty">
        <span className="font-medium">{label}. </span>
        <span className="text-text-2">{children}</span>
      </span>
    </li>
  );
}
