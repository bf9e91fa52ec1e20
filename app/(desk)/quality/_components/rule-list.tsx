"use client";

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { SEVERITY } from "@/components/quality/quality-words";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Switch } from "@/components/ui/switch";
import { showError } from "@/components/ui/toast";
import type { ComplianceRuleResource, RulePack } from "@/lib/contracts/compliance";
import type { Saved } from "@/lib/contracts/saved";
import { RuleForm, type RuleDraft } from "./rule-form";
import { checkWords, SCOPE_WORDS } from "./rule-words";

export type RuleActions = {
  create: (input: RuleDraft & { businessId: string }) => Promise<Saved<ComplianceRuleResource>>;
  toggle: (businessId: string, key: string, enabled: boolean) => Promise<Saved<ComplianceRuleResource>>;
  remove: (businessId: string, ruleId: string) => Promise<Saved<unknown>>;
};

type RuleListProps = Readonly<{
  businessId: string;
  rules: readonly ComplianceRuleResource[];
  packs: readonly { pack: RulePack; title: string; means: string }[];
  /** Null: they may only look. */
  actions: RuleActions | null;
}>;

/** What is held against the calls of a business: the packs' rules and its own, each on or off. */
export function RuleList({ businessId, rules, packs, actions }: RuleListProps) {
  const [isMaking, setMaking] = useState(false);
  const own = rules.filter(({ pack }) => pack === null);
  const groups = [
    ...packs.map(({ pack, title, means }) => ({
      key: pack,
      title,
      means,
      rules: rules.filter((rule) => rule.pack === pack),
    })),
    { key: "own", title: "Your own", means: "What your business wants besides.", rules: own },
  ];
  return (
    <div className="space-y-4">
      {groups.map(({ key, title, means, rules: shown }) => (
        <Card
          key={key}
          title={title}
          hint={means}
          action={
            key === "own" && actions && !isMaking ? (
              <Button size="sm" onClick={() => setMaking(true)}>
                <Plus aria-hidden className="size-3.5" />
                Add a rule
              </Button>
            ) : undefined
          }
        >
          {key === "own" && isMaking && actions ? (
            <RuleForm
              onSubmit={(draft) => actions.create({ ...draft, businessId })}
              onDone={() => setMaking(false)}
              onCancel={() => setMaking(false)}
            />
          ) : null}
          {shown.length === 0 && !isMaking ? (
            <p className="px-4 pt-1 pb-4 text-13 text-text-3">No rule of your own yet.</p>
          ) : (
            <ul className="divide-y divide-line">
              {shown.map((rule) => (
                <Rule key={rule.key} rule={rule} actions={actions} />
              ))}
            </ul>
          )}
        </Card>
      ))}
      <p className="text-12 text-pretty text-text-3">
        Changes hold for calls that begin from now on. The packs help to keep the laws they are named after; they are no
        legal advice.
      </p>
    </div>
  );
}

function Rule({ rule, actions }: Readonly<{ rule: ComplianceRuleResource; actions: RuleActions | null }>) {
  const [isOn, setOn] = useState(rule.enabled);
  const severity = SEVERITY[rule.severity];
  const toggle = async (to: boolean) => {
    setOn(to);
    const saved = await actions?.toggle(rule.businessId, rule.key, to);
    if (saved?.ok !== false) return;
    setOn(!to);
    showError(saved.message);
  };
  const remove = async () => {
    const saved = rule.id ? await actions?.remove(rule.businessId, rule.id) : undefined;
    if (saved && !saved.ok) showError(saved.message);
  };
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="text-13 font-medium">{rule.name}</span>
          <Chip tone={severity.tone}>{severity.label}</Chip>
          {rule.scope === "all" ? null : <Chip>{SCOPE_WORDS[rule.scope]}</Chip>}
        </p>
        <p className="mt-0.5 text-13 text-pretty break-words text-text-2">{checkWords(rule.check)}</p>
      </div>
      {rule.id && actions ? (
        <Button size="sm" look="ghost" aria-label={`Delete the rule ${rule.name}`} onClick={() => void remove()}>
          <Trash2 aria-hidden className="size-3.5" />
        </Button>
      ) : null}
      <Switch label={rule.name} checked={isOn} disabled={actions === null} onChange={(to) => void toggle(to)} />
    </li>
  );
}
