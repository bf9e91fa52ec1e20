import type { PublishProblem } from "@/lib/contracts/agents";
import type { ConnectionStatus, ConnectionVendor } from "@/lib/contracts/connections";
import { type SetupProblem, type SetupStepName, setupPath } from "@/lib/contracts/setup";
import { VENDOR_NAMES } from "../connections/finding-words";

/** What decides whether setting up can be finished. */
export type SetupFacts = {
  connections: readonly { vendor: ConnectionVendor; status: ConnectionStatus; found: string | null }[];
  business: { name: string; isActive: boolean } | null;
  agent: { id: string; problems: readonly PublishProblem[] } | null;
  /** The number that the agent is to get, and whose it is today; null: none was chosen. */
  number: { e164: string; state: "ordering" | "ready" | "releasing"; answeredBy: string | null } | null;
  /** Knowledge that waits to be read, or is being read. */
  waitingSources: number;
  /** Steps that nobody has finished or skipped. */
  untouched: readonly SetupStepName[];
};

const STEP_WORDS: Partial<Record<SetupStepName, string>> = {
  connections: "Nobody has looked at the connections yet: calls use what this installation comes with.",
  quality: "Nobody has looked at quality yet: the defaults of this kind of business hold.",
  escalation: "Nobody has looked at the escalation rules yet: the defaults of this kind of business hold.",
};

/**
 * Why setting up cannot be finished, and what to look at before it is, in words, in the order of the steps. Without a blocking one the agent
 * can answer calls.
 */
export function setupProblems(facts: SetupFacts): SetupProblem[] {
  const problems: SetupProblem[] = [];
  const add = (severity: SetupProblem["severity"], step: SetupStepName, message: string, place?: [string, string]) => {
    const [href, linkText] = place ?? [setupPath(step), "Go to the step"];
    problems.push({ severity, step, message, href, linkText });
  };

  for (const { vendor, status, found } of facts.connections) {
    const name = VENDOR_NAMES[vendor] ?? vendor;
    // Nothing of a call depends on it.
    const severity = vendor === "stripe" ? "warns" : "blocks";
    if (status === "failing") add(severity, "connections", `${name} does not work: ${found ?? "its check failed"}.`);
    if (status === "attention" && found) add("warns", "connections", `${name}: ${found}.`);
  }
  if (!facts.business) add("blocks", "business", "There is no business yet that an agent could answer for.");
  else if (!facts.business.isActive)
    add("blocks", "business", `${facts.business.name} is switched off, so its agents answer no calls. Switch it on.`, [
      "/settings/businesses",
      "Go to businesses",
    ]);
  if (facts.waitingSources > 0) {
    const [what, are] = facts.waitingSources === 1 ? ["One source", "is"] : [`${facts.waitingSources} sources`, "are"];
    add("warns", "knowledge", `${what} ${are} still being read: what is not read yet, the agent does not know.`);
  }
  for (const step of facts.untouched) {
    const words = STEP_WORDS[step];
    if (words) add("warns", step, words);
  }
  if (facts.business && !facts.agent)
    add("blocks", "review", `${facts.business.name} has no agent. Make one, or restore one that was archived.`, [
      "/agents",
      "Go to agents",
    ]);
  if (facts.agent) addAgent(facts.agent, add);
  if (facts.number) addNumber(facts.number, add);
  return problems;
}

type Add = (
  severity: SetupProblem["severity"],
  step: SetupStepName,
  message: string,
  place?: [href: string, linkText: string],
) => void;

function addAgent({ id, problems }: NonNullable<SetupFacts["agent"]>, add: Add): void {
  for (const { severity, code, message } of problems) {
    const isAboutNumber = code === "no_number" || code === "no_own_number";
    const place: [string, string] = isAboutNumber
      ? ["/settings/phone-numbers", "Go to phone numbers"]
      : [`/agents/${id}`, "Open the agent"];
    add(severity, "review", message, place);
  }
}

function addNumber({ e164, state, answeredBy }: NonNullable<SetupFacts["number"]>, add: Add): void {
  const place: [string, string] = ["/settings/phone-numbers", "Go to phone numbers"];
  if (state === "ordering")
    add("blocks", "review", `${e164} is still being ordered. Try again in a minute or two.`, place);
  else if (state === "releasing") add("blocks", "review", `${e164} is being given up. Choose another number.`, place);
  else if (answeredBy !== null)
    add(
      "blocks",
      "review",
      `${e164} is answered by ${answeredBy} today. Choose another number, or change who answers it.`,
      place,
    );
}
