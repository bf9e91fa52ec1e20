"use client";

import { useId } from "react";
import { ShareBar } from "@/components/business/share-row";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { QualityCheck, QualityComponent, type QualitySettings } from "@/lib/contracts/business-settings";
import { sharesOf } from "@/lib/domain/businesses/default-settings";
import { CHECK_WORDS, COMPONENT_WORDS, moodWords } from "./business-words";
import { RangeField } from "./range-field";

type QualityEditorProps = Readonly<{
  value: QualitySettings;
  onChange: (value: QualitySettings) => void;
  /** By field, dotted. */
  problems: Readonly<Record<string, string>>;
}>;

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** What calls are scored on, what is looked for in each, and when somebody is told. */
export function QualityEditor({ value, onChange, problems }: QualityEditorProps) {
  const id = useId();
  const shares = sharesOf(value.weights);
  const set = (change: Partial<QualitySettings>) => onChange({ ...value, ...change });
  const toggle = (check: QualityCheck, on: boolean) =>
    set({ checks: QualityCheck.options.filter((one) => (one === check ? on : value.checks.includes(one))) });
  return (
    <div className="space-y-8">
      <section aria-labelledby={`${id}-weights`}>
        <h3 id={`${id}-weights`} className="text-14 font-semibold">
          What counts
        </h3>
        <p className="mt-0.5 text-13 text-text-2">Calls are scored on these. Move what matters most to you.</p>
        <ul className="mt-3 divide-y divide-line rounded-lg border border-line bg-surface">
          {QualityComponent.options.map((part) => (
            <li key={part} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2.5">
              <div className="min-w-48 flex-1">
                <p className="text-13 font-medium">{COMPONENT_WORDS[part].label}</p>
                <p className="text-12 text-pretty text-text-3">{COMPONENT_WORDS[part].means}</p>
              </div>
              <RangeField
                label={`How much ${COMPONENT_WORDS[part].label.toLowerCase()} counts`}
                value={value.weights[part]}
                min={0}
                max={10}
                step={1}
                onChange={(weight) => set({ weights: { ...value.weights, [part]: weight } })}
                shown={value.weights[part] === 0 ? "not scored" : percent(shares[part])}
              />
            </li>
          ))}
        </ul>
        {problems["weights"] ? (
          <p className="mt-1.5 text-13 text-bad">{problems["weights"]}</p>
        ) : (
          <ShareBar shares={shares} />
        )}
      </section>
      <section aria-labelledby={`${id}-checks`}>
        <h3 id={`${id}-checks`} className="text-14 font-semibold">
          What is looked for in every call
        </h3>
        <ul className="mt-3 divide-y divide-line rounded-lg border border-line bg-surface">
          {QualityCheck.options.map((check) => (
            <li key={check} className="flex items-center gap-3 px-3 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="text-13 font-medium">{CHECK_WORDS[check].label}</p>
                <p className="text-12 text-pretty text-text-3">{CHECK_WORDS[check].means}</p>
              </div>
              <Switch
                label={CHECK_WORDS[check].label}
                checked={value.checks.includes(check)}
                onChange={(on) => toggle(check, on)}
              />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby={`${id}-alerts`}>
        <h3 id={`${id}-alerts`} className="text-14 font-semibold">
          When somebody is told
        </h3>
        <ul className="mt-3 divide-y divide-line rounded-lg border border-line bg-surface">
          <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2.5">
            <div className="min-w-48 flex-1">
              <p className="text-13 font-medium">The caller is upset</p>
              <p className="text-12 text-text-3">During the call, from this mood on. -1 is furious, 0 is neutral.</p>
            </div>
            <RangeField
              label="Mood at which somebody is told"
              value={value.sentimentAlertAt}
              min={-1}
              max={0}
              step={0.05}
              onChange={(sentimentAlertAt) => set({ sentimentAlertAt })}
              shown={`${value.sentimentAlertAt.toFixed(2)}, ${moodWords(value.sentimentAlertAt)}`}
            />
          </li>
          <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2.5">
            <div className="min-w-48 flex-1">
              <p className="text-13 font-medium">The score is low</p>
              <p className="text-12 text-text-3">After the call, when it scores lower than this. 1 is perfect.</p>
            </div>
            <RangeField
              label="Score below which somebody is told"
              value={value.alertBelow}
              min={0}
              max={1}
              step={0.05}
              onChange={(alertBelow) => set({ alertBelow })}
              shown={value.alertBelow.toFixed(2)}
            />
          </li>
          <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2.5">
            <div className="min-w-48 flex-1">
              <p className="text-13 font-medium">Short calls are left out</p>
              <p className="text-12 text-text-3">Wrong numbers and hang-ups say little.</p>
            </div>
            <label className="flex items-center gap-2 text-13 text-text-2">
              shorter than
              <Input
                type="number"
                inputMode="numeric"
                min={0}
                max={600}
                aria-label="Shortest call that is scored, in seconds"
                aria-invalid={problems["shortestCallSeconds"] ? true : undefined}
                value={Number.isNaN(value.shortestCallSeconds) ? "" : value.shortestCallSeconds}
                onChange={({ target }) => set({ shortestCallSeconds: target.valueAsNumber })}
                className="w-20 text-right figures"
              />
              s
            </label>
            {problems["shortestCallSeconds"] ? (
              <p className="w-full text-13 text-bad">{problems["shortestCallSeconds"]}</p>
            ) : null}
          </li>
        </ul>
      </section>
    </div>
  );
}
