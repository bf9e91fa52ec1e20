"use client";

import { clsx } from "clsx";
import { Trash2 } from "lucide-react";
import { agreementWords, COMPONENT_NAMES } from "@/components/quality/quality-words";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import type { Agreement } from "@/lib/contracts/qa";
import type { Criterion, CriterionJudge } from "@/lib/contracts/scorecards";

const JUDGED_BY: Record<CriterionJudge, string> = {
  model: "judged by the model",
  claims: "claims against knowledge",
  sentiment: "by the caller’s words",
  findings: "by broken rules",
};

type CriterionEditorProps = Readonly<{
  criterion: Criterion;
  /** Null: it is new. */
  agreement: Agreement | null;
  onChange: ((criterion: Criterion) => void) | null;
  onRemove: () => void;
}>;

/** One criterion: what it means, how much it counts, and how far our scores of it can be trusted. */
export function CriterionEditor({ criterion, agreement, onChange, onRemove }: CriterionEditorProps) {
  const { label, guide, component, judge, weight, autoFail } = criterion;
  const set = (change: Partial<Criterion>) => onChange?.({ ...criterion, ...change });
  const isOwn = judge === "model";
  return (
    <li className={clsx("px-4 py-3", agreement?.isLow && "bg-surface-2")}>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-56 flex-1 space-y-1.5">
          {isOwn && onChange ? (
            <>
              <Input
                aria-label="Name of the criterion"
                placeholder="Name"
                value={label}
                onChange={({ target }) => set({ label: target.value })}
                className="w-full font-medium"
              />
              <textarea
                aria-label={`What earns 1 and what earns 0: ${label}`}
                placeholder="What earns 1, what earns 0"
                value={guide}
                rows={2}
                onChange={({ target }) => set({ guide: target.value })}
                className="field-sizing-content block w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-13"
              />
            </>
          ) : (
            <>
              <p className={clsx("text-13 font-medium", agreement?.isLow && "text-text-3")}>{label}</p>
              <p className="text-13 text-pretty text-text-2">{guide}</p>
            </>
          )}
          <p className="text-12 text-text-3">
            {COMPONENT_NAMES[component]}, {JUDGED_BY[judge]}
          </p>
          {agreement ? (
            <p className={clsx("text-12 figures", agreement.isLow ? "text-warn" : "text-text-3")}>
              {agreementWords(agreement)}
            </p>
          ) : null}
        </div>
        <label className="flex items-center gap-2 text-13 text-text-2">
          Weight
          <Input
            type="number"
            min={0}
            max={10}
            disabled={!onChange}
            aria-label={`Weight of ${label}`}
            value={Number.isNaN(weight) ? "" : weight}
            onChange={({ target }) => set({ weight: target.valueAsNumber })}
            className="w-16 text-right figures"
          />
        </label>
        <span className="flex items-center gap-2 text-13 text-text-2">
          0 fails the call
          <Switch
            label={`A 0 for ${label || "this"} fails the call`}
            checked={autoFail}
            disabled={!onChange}
            onChange={(on) => set({ autoFail: on })}
          />
        </span>
        {onChange ? (
          <Button size="sm" look="ghost" aria-label={`Remove ${label || "the criterion"}`} onClick={onRemove}>
            <Trash2 aria-hidden className="size-3.5" />
          </Button>
        ) : null}
      </div>
    </li>
  );
}
