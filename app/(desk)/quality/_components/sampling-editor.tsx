"use client";

import { Card } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import type { ReviewSampling } from "@/lib/contracts/scorecards";

type SamplingEditorProps = Readonly<{
  sampling: ReviewSampling;
  onChange: ((sampling: ReviewSampling) => void) | null;
}>;

const CHOICES = [
  { key: "lowScores", label: "Calls that scored low", means: "Below what the business’s settings allow." },
  { key: "findings", label: "Calls in which a rule was broken", means: "Whatever they scored." },
] as const;

/** Which calls people are asked to look at. */
export function SamplingEditor({ sampling, onChange }: SamplingEditorProps) {
  return (
    <Card title="Looked at by people" hint="What people score says how far ours can be trusted.">
      <ul className="divide-y divide-line">
        {CHOICES.map(({ key, label, means }) => (
          <li key={key} className="flex items-center gap-3 px-4 py-3">
            <div className="min-w-0 flex-1">
              <p className="text-13 font-medium">{label}</p>
              <p className="text-12 text-text-3">{means}</p>
            </div>
            <Switch
              label={label}
              checked={sampling[key]}
              disabled={!onChange}
              onChange={(on) => onChange?.({ ...sampling, [key]: on })}
            />
          </li>
        ))}
        <li className="flex items-center gap-3 px-4 py-3">
          <div className="min-w-0 flex-1">
            <p className="text-13 font-medium">Others, drawn by chance</p>
            <p className="text-12 text-text-3">So that good scores are looked at too.</p>
          </div>
          <label className="flex items-center gap-1.5 text-13 text-text-2">
            <Input
              type="number"
              min={0}
              max={100}
              aria-label="Share of other calls, in percent"
              disabled={!onChange}
              value={Number.isNaN(sampling.share) ? "" : Math.round(sampling.share * 100)}
              onChange={({ target }) => onChange?.({ ...sampling, share: target.valueAsNumber / 100 })}
              className="w-16 text-right figures"
            />
            %
          </label>
        </li>
      </ul>
    </Card>
  );
}
