import type { QualityCheck } from "@/lib/contracts/business-settings";
import type { ComplianceRuleInForce, ComplianceRuleText, RulePack } from "@/lib/contracts/compliance";
import type { BusinessKind } from "@/lib/domain/businesses/default-settings";

/** Rules that come with the product, as data. They help to keep the law named in each; they are no legal advice. */
export const PACKS: readonly {
  pack: RulePack;
  title: string;
  means: string;
  rules: readonly ({ rule: string } & ComplianceRuleText)[];
}[] = [
  {
    pack: "recording_notice",
    title: "Recording notice",
    means: "Whoever is recorded hears so first.",
    rules: [
      {
        rule: "announced",
        name: "The recording is announced",
        severity: "major",
        remedy: "Switch the recording notice on in the agent’s settings, or do not record its calls.",
        scope: "recorded",
        check: { kind: "must_say", who: "agent", match: { kind: "notice", notice: "recording" }, withinSeconds: 15 },
      },
    ],
  },
  {
    pack: "ai_disclosure",
    title: "AI disclosure",
    means: "Callers know that they speak with an AI.",
    rules: [
      {
        rule: "disclosed",
        name: "The agent says that it is an AI",
        severity: "major",
        remedy: "Switch the AI notice on in the agent’s settings.",
        scope: "all",
        check: { kind: "must_say", who: "agent", match: { kind: "notice", notice: "disclosure" }, withinSeconds: 30 },
      },
      {
        rule: "not_denied",
        name: "The agent does not deny that it is an AI",
        severity: "critical",
        remedy: "Add to what the agent must never do: deny that it is an AI.",
        scope: "all",
        check: {
          kind: "must_not_say",
          who: "agent",
          match: {
            kind: "phrase",
            phrases: [
              "I am a human",
              "I'm a human",
              "I am human",
              "I'm human",
              "I am a real person",
              "I'm a real person",
              "I'm not an AI",
              "I am not an AI",
              "I'm not a robot",
              "I am not a robot",
              "I'm not a machine",
            ],
          },
        },
      },
    ],
  },
  {
    pack: "tcpa",
    title: "TCPA",
    means: "Calls that we make in the United States: who calls is said, and who wants no more calls gets none.",
    rules: [
      {
        rule: "identified",
        name: "Who calls is said at the start",
        severity: "major",
        remedy: "Put the business’s name into the greeting of outbound calls.",
        scope: "outbound",
        check: {
          kind: "must_say",
          who: "agent",
          match: { kind: "phrase", phrases: ["{business}"] },
          withinSeconds: 30,
        },
      },
      {
        rule: "opt_out",
        name: "“Do not call me again” is accepted",
        severity: "critical",
        remedy: "Put the number on the do-not-call list today, and tell the agent to promise that when it is asked.",
        scope: "all",
        check: {
          kind: "must_answer",
          when: {
            kind: "phrase",
            phrases: [
              "stop calling",
              "do not call",
              "don't call me",
              "take me off",
              "remove me from",
              "remove my number",
              "no more calls",
            ],
          },
          then: {
            kind: "phrase",
            phrases: [
              "won't call",
              "will not call",
              "not call you again",
              "take you off",
              "taken you off",
              "removed you",
              "remove you",
              "remove your number",
              "removed your number",
              "do not call list",
            ],
          },
          withinSeconds: 30,
        },
      },
    ],
  },
  {
    pack: "hipaa",
    title: "HIPAA",
    means: "Health information is given only to whom it concerns.",
    rules: [
      {
        rule: "verified_first",
        name: "Who calls is verified before health information is given",
        severity: "critical",
        remedy:
          "Let the agent verify the caller’s account or ask for the date of birth first; until then it may only take a message.",
        scope: "all",
        check: {
          kind: "must_ask_before",
          first: {
            kind: "phrase",
            phrases: [
              "date of birth",
              "birth date",
              "birthday",
              "verify your",
              "confirm your identity",
              "code we sent",
              "account number",
            ],
          },
          then: {
            kind: "pattern",
            pattern:
              "\\byour (?:test |lab |blood )?(?:results?|diagnosis|prescriptions?|medications?|treatment|x-rays?)\\b",
          },
        },
      },
    ],
  },
  {
    pack: "pci",
    title: "PCI",
    means: "Card numbers are said to nobody and written down nowhere.",
    rules: [
      {
        rule: "no_card_numbers",
        name: "No card number is said",
        severity: "critical",
        remedy: "Let the agent take card numbers by keypad in secret, and delete the recording of this call.",
        scope: "all",
        check: { kind: "must_not_say", who: "anyone", match: { kind: "card_number" } },
      },
      {
        rule: "not_asked_aloud",
        name: "The agent does not ask for a card number to be said",
        severity: "major",
        remedy: "Tell the agent to send a payment link, or to let the caller key the number in.",
        scope: "all",
        check: {
          kind: "must_not_say",
          who: "agent",
          match: {
            kind: "pattern",
            pattern:
              "\\b(?:read|tell|say|give)(?: me| us| out)?(?: out)? (?:your|the) (?:full )?(?:credit |debit )?card(?: number|'s number)\\b",
          },
        },
      },
    ],
  },
];

const HEALTH =
  /\b(?:dent\w*|medic\w*|doctor|clinic|health\w*|hospital|therap\w*|physio\w*|pharma\w*|optic\w*|psych\w*)\b/i;

/** Which packs hold for a business of this kind until somebody says otherwise. */
export function defaultPacks({ type, industry }: BusinessKind, checks: readonly QualityCheck[]): ReadonlySet<RulePack> {
  const packs = new Set<RulePack>();
  if (checks.includes("recording_announced")) packs.add("recording_notice");
  if (checks.includes("ai_disclosed")) packs.add("ai_disclosure");
  if (checks.includes("no_sensitive_data")) packs.add("pci");
  if (type === "sales") packs.add("tcpa");
  if (HEALTH.test(industry)) packs.add("hipaa");
  return packs;
}

export type StoredRule = { key: string; enabled: boolean; definition: ComplianceRuleText | null };

/** Every rule of a business, on or off: the packs' as they are, and its own. */
export function rulesOf(
  kind: BusinessKind,
  checks: readonly QualityCheck[],
  stored: readonly StoredRule[],
): (ComplianceRuleInForce & { enabled: boolean })[] {
  const on = defaultPacks(kind, checks);
  const choice = new Map(stored.map((rule) => [rule.key, rule]));
  const ofPacks = PACKS.flatMap(({ pack, rules }) =>
    rules.map(({ rule, ...text }) => {
      const key = `${pack}.${rule}`;
      return { ...text, key, pack, enabled: choice.get(key)?.enabled ?? on.has(pack) };
    }),
  );
  const own = stored.flatMap(({ key, enabled, definition }) =>
    definition ? [{ ...definition, key, pack: null, enabled }] : [],
  );
  return [...ofPacks, ...own];
}

/** Of a pack's rule its pack, else `own`. */
export const categoryOf = (ruleKey: string): string =>
  ruleKey.includes(".") ? (ruleKey.split(".")[0] ?? "own") : "own";
