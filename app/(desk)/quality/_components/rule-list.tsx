"use client";

import { Copy, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { SEVERITY } from "@/components/quality/quality-words";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Switch } from "@/components/ui/switch";
import { showError } from "@/components/ui/toast";
import type {
  ComplianceRuleResource,
  ComplianceRuleText,
  RulePack,
  RuleTrial,
  TryRuleInput,
} from "@/lib/contracts/compliance";
import type { Saved } from "@/lib/contracts/saved";
import { draftOf, NEW_RULE, type RuleDraft } from "./rule-draft";
import { RuleForm } from "./rule-form";
import { checkWords, SCOPE_WORDS } from "./rule-words";

export type RuleActions = {
  create: (input: ComplianceRuleText & { businessId: string }) => Promise<Saved<ComplianceRuleResource>>;
  change: (businessId: string, key: string, rule: ComplianceRuleText) => Promise<Saved<ComplianceRuleResource>>;
  tryOut: (businessId: string, input: TryRuleInput) => Promise<Saved<RuleTrial>>;
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
  const [made, setMade] = useState<RuleDraft | null>(null);
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
            key === "own" && actions && made === null ? (
              <Button size="sm" onClick={() => setMade(NEW_RULE)}>
                <Plus aria-hidden className="size-3.5" />
                Add a rule
              </Button>
            ) : undefined
          }
        >
          {key === "own" && made && actions ? (
            <RuleForm
              key={made.name}
              initial={made}
              submit="Add the rule"
              onSubmit={(rule) => actions.create({ ...rule, businessId })}
              onTry={(input) => actions.tryOut(businessId, input)}
              onDone={() => setMade(null)}
              onCancel={() => setMade(null)}
            />
          ) : null}
          {shown.length === 0 ? (
            made ? null : (
              <p className="px-4 pt-1 pb-4 text-13 text-text-3">No rule of your own yet.</p>
            )
          ) : (
            <ul className="divide-y divide-line">
              {shown.map((rule) => (
                <Rule key={rule.key} rule={rule} actions={actions} onCopy={() => setMade(copyOf(rule))} />
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

const copyOf = (rule: ComplianceRuleResource): RuleDraft => ({ ...draftOf(rule), name: `${rule.name} (own)` });

type RuleProps = Readonly<{ rule: ComplianceRuleResource; actions: RuleActions | null; onCopy: () => void }>;

function Rule({ rule, actions, onCopy }: RuleProps) {
  const [isOn, setOn] = useState(rule.enabled);
  const [isChanging, setChanging] = useState(false);
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
  if (isChanging && actions)
    return (
      <li>
        <RuleForm
          initial={draftOf(rule)}
          submit="Save the rule"
          onSubmit={(text) => actions.change(rule.businessId, rule.key, text)}
          onTry={(input) => actions.tryOut(rule.businessId, input)}
          onDone={() => setChanging(false)}
          onCancel={() => setChanging(false)}
        />
      </li>
    );
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
      {actions && rule.id === null ? (
        <Button size="sm" look="ghost" aria-label={`Copy the rule ${rule.name} to your own`} onClick={onCopy}>
          <Copy aria-hidden className="size-3.5" />
        </Button>
      ) : null}
      {actions && rule.id !== null ? (
        <Button size="sm" look="ghost" aria-label={`Change the rule ${rule.name}`} onClick={() => setChanging(true)}>
          <Pencil aria-hidden className="size-3.5" />
        </Button>
      ) : null}
      {rule.id && actions ? (
        <Button size="sm" look="ghost" aria-label={`Delete the rule ${rule.name}`} onClick={() => void remove()}>
          <Trash2 aria-hidden className="size-3.5" />
        </Button>
      ) : null}
      <Switch label={rule.name} checked={isOn} disabled={actions === null} onChange={(to) => void toggle(to)} />
    </li>
  );
}
