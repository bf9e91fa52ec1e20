import { COMPONENT_WORDS } from "@/components/business/business-words";
import { languageName } from "@/components/format/language";
import { VENDOR_FORMS } from "@/components/connections/vendor-forms";
import type { AgentConfig } from "@/lib/contracts/agent-config";
import type { BusinessConfig } from "@/lib/contracts/api/businesses";
import type { EscalationSettings, EscalationTrigger, QualitySettings } from "@/lib/contracts/business-settings";
import type { ConnectionMode, ConnectionResource } from "@/lib/contracts/connections";
import { sharesOf } from "@/lib/domain/businesses/default-settings";
import { describeWeek } from "@/lib/domain/schedule/hours-words";

const list = new Intl.ListFormat("en");
const count = (many: number, one: string, more: string) => (many === 1 ? `one ${one}` : `${many} ${more}`);

const ACCOUNTS: Record<ConnectionMode, string> = {
  sandbox: "the sandbox",
  platform: "Aybiza’s account",
  own: "your own account",
  none: "nobody",
};

/** "Twilio, Deepgram and Amazon Bedrock on the sandbox." */
export function connectionWords(connections: readonly ConnectionResource[]): string {
  const needed = connections.filter(({ vendor }) => vendor !== "stripe");
  const modes = [...new Set(needed.map(({ mode }) => mode))];
  const parts = modes.map((mode) => {
    const names = needed.filter((each) => each.mode === mode).map(({ vendor }) => VENDOR_FORMS[vendor].name);
    return `${list.format(names)} on ${ACCOUNTS[mode]}`;
  });
  return `${parts.join("; ")}.`;
}

export function businessWords(business: BusinessConfig): string[] {
  const { industry, city, weeklyHours, specialDays, languages } = business;
  const days = specialDays.length > 0 ? `, and ${count(specialDays.length, "special day", "special days")}` : "";
  return [
    `${industry}${city ? ` in ${city}` : ""}; it speaks ${list.format(languages.map(languageName))}.`,
    `Open ${describeWeek(weeklyHours)}${days}.`,
  ];
}

/** What the agent says first, and how much it was told. */
export function agentWords({ disclosure, recordingNotice, greeting, instructions }: AgentConfig): string[] {
  const notices = [disclosure, recordingNotice].filter(({ enabled }) => enabled).map(({ text }) => text);
  const said = [...notices, greeting].filter((text) => text.trim() !== "").join(" ");
  const { facts, goals, mustNever } = instructions;
  return [
    said === "" ? "It says nothing first, and waits for the caller." : `“${said}”`,
    `It knows ${count(facts.length, "fact", "facts")}, has ${count(goals.length, "task", "tasks")} and ${count(mustNever.length, "rule", "rules")} it never breaks.`,
  ];
}

export function peopleWords(people: readonly { name: string }[]): string {
  if (people.length === 0) return "Nobody yet: where a person is needed it takes a message.";
  return `${list.format(people.slice(0, 3).map(({ name }) => name))}${people.length > 3 ? ` and ${people.length - 3} more` : ""} can take over.`;
}

export function qualityWords({ weights, alertBelow, checks }: QualitySettings): string {
  const shares = sharesOf(weights);
  const [most] = (Object.keys(shares) as (keyof typeof shares)[]).sort((a, b) => shares[b] - shares[a]);
  const heaviest = most ? `${COMPONENT_WORDS[most].label} counts most, ${Math.round(shares[most] * 100)} %; ` : "";
  return `${heaviest}${count(checks.length, "check", "checks")} of every call, and calls below ${Math.round(alertBelow * 100)} of 100 are brought up.`;
}

const REASONS: Record<EscalationTrigger, string> = {
  asked: "the caller asks for one",
  urgent: "something cannot wait",
  sentiment: "the caller is upset",
  unknown: "the agent does not know",
  repeated: "the caller repeats themselves",
  long: "the call takes long",
  tool: "a tool fails",
  complexity: "the matter is involved",
};

export function escalationWords({ triggers }: EscalationSettings, fallbackNumber: string | null): string {
  const reasons = (Object.keys(triggers) as EscalationTrigger[])
    .filter((trigger) => triggers[trigger].enabled)
    .map((trigger) => REASONS[trigger]);
  if (reasons.length === 0) return "Never: the agent handles every call by itself.";
  const last = fallbackNumber ? `Such callers are connected to ${fallbackNumber}.` : "It then takes a message.";
  return `When ${new Intl.ListFormat("en", { type: "disjunction" }).format(reasons)}. ${last}`;
}
