import type { EscalationSettings } from "@/lib/contracts/business-settings";
import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import type { TransferTarget } from "@/lib/contracts/live/steering";
import { reachability } from "../people/reachability";

/** A person as routing sees them. */
export type RoutablePerson = Pick<
  HumanAgentResource,
  "id" | "name" | "status" | "dutyHours" | "timeZone" | "skills" | "departments" | "languages"
> & {
  /** Their telephone may be rung. */
  ringPhone: boolean;
  /** A page of theirs is open: a card can reach them. */
  hasScreen: boolean;
  /** They are being asked at this moment, for any call. */
  isRinging: boolean;
  /** Escalations they have not settled. */
  inProgress: number;
  /** Escalations they accepted in the last 24 hours. */
  takenLately: number;
  /** Null: never asked. */
  lastOfferedAtMs: number | null;
};

export type RouteQuestion<P extends RoutablePerson> = {
  people: readonly P[];
  routing: Pick<EscalationSettings["routing"], "to" | "people" | "department">;
  target: TransferTarget;
  /** BCP 47, of the caller; null: unknown. */
  language: string | null;
  /** What the call is about, where it said so: who is of it goes first. */
  department: string | null;
  skills: readonly string[];
  /** Ids of those who were asked for this escalation before. */
  alreadyAsked: readonly string[];
  nowMs: number;
};

/** `why`: in words, for the record: why this person, or why nobody. */
export type NextPerson<P extends RoutablePerson> = { person: P; why: string } | { person: null; why: string };

/**
 * Who is asked next to take a call, or null. Only those who are on duty by their switch and hours, in no call, not being asked, reachable,
 * and not asked before for this escalation. A target that names a person or a department means nobody else; so does the routing. People named by
 * the routing are asked in their order. Of others goes first who speaks the caller's language, then who knows most of what is needed, is of the
 * department, has least open, took least lately, and has waited longest to be asked.
 */
export function nextPerson<P extends RoutablePerson>(question: RouteQuestion<P>): NextPerson<P> {
  const { people, alreadyAsked, nowMs } = question;
  if (question.target.kind === "number") return { person: null, why: "The call goes to a number" };
  const meant = whoIsMeant(question);
  if (meant.length === 0) return { person: null, why: whyNobodyIsMeant(question, people.length === 0) };
  const left = meant.filter(({ id }) => !alreadyAsked.includes(id));
  if (left.length === 0) return { person: null, why: "Everybody who could be asked was asked" };
  const free = left.filter((person) => obstacleOf(person, nowMs) === null);
  if (free.length === 0) {
    const obstacles = left.map((person) => `${person.name}: ${obstacleOf(person, nowMs) ?? ""}`);
    const more = obstacles.length > MOST_NAMED ? `; and ${obstacles.length - MOST_NAMED} more` : "";
    return { person: null, why: `Nobody is free. ${obstacles.slice(0, MOST_NAMED).join("; ")}${more}` };
  }
  if (isInGivenOrder(question)) {
    const [person] = free;
    return person ? { person, why: "First free of the people named" } : { person: null, why: "Nobody is free" };
  }
  const [best] = free
    .map((person) => ({ person, rank: rankOf(person, question) }))
    .sort((a, b) => compareRanks(a.rank, b.rank) || (a.person.id < b.person.id ? -1 : 1));
  return best ? { person: best.person, why: whyThem(best.person, question) } : { person: null, why: "Nobody is free" };
}

const MOST_NAMED = 5;

/** Why somebody cannot be asked at this moment, in words; null: they can. */
function obstacleOf(person: RoutablePerson, nowMs: number): string | null {
  if (person.isRinging) return "being asked already";
  const { isReachable, words } = reachability(person, nowMs);
  if (!isReachable) return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  return person.ringPhone || person.hasScreen ? null : "their phone is not to ring and they have no page open";
}

/** The people it is for, those the routing names in their order. */
function whoIsMeant<P extends RoutablePerson>({ people, routing, target }: RouteQuestion<P>): P[] {
  if (target.kind === "person") return people.filter(({ id }) => id === target.humanAgentId);
  const department = meantDepartment(routing, target);
  if (department !== null) return people.filter((person) => isOf(person, department));
  if (routing.to !== "people") return [...people];
  return routing.people.flatMap((id) => people.filter((person) => person.id === id).slice(0, 1));
}

/** The department nobody outside of which is asked. */
function meantDepartment(
  { to, department }: RouteQuestion<RoutablePerson>["routing"],
  target: TransferTarget,
): string | null {
  if (target.kind === "queue" && target.department) return target.department;
  return to === "department" ? department || null : null;
}

const isInGivenOrder = ({ routing, target }: RouteQuestion<RoutablePerson>): boolean =>
  routing.to === "people" && target.kind === "queue" && !target.department;

function whyNobodyIsMeant({ routing, target }: RouteQuestion<RoutablePerson>, nobodyListed: boolean): string {
  if (target.kind === "person") return "This person is not among the people any more";
  if (nobodyListed) return "No people are listed";
  const department = meantDepartment(routing, target);
  return department === null ? "None of the people named is there any more" : `Nobody is of ${department}`;
}

const isEqual = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
const isOf = ({ departments }: RoutablePerson, department: string): boolean =>
  departments.some((each) => isEqual(each, department));

/** 2: they speak it · 1: nobody wrote down what they speak, or what the caller does · 0: other languages alone. */
function speaks({ languages }: RoutablePerson, language: string | null): 0 | 1 | 2 {
  if (language === null || languages.length === 0) return 1;
  const primary = (tag: string) => tag.split("-")[0]?.toLowerCase();
  return languages.some((each) => primary(each) === primary(language)) ? 2 : 0;
}

const skillsMet = ({ skills }: RoutablePerson, wanted: readonly string[]): number =>
  wanted.filter((skill) => skills.some((each) => isEqual(each, skill))).length;

/** Lower goes first, entry by entry. */
function rankOf(person: RoutablePerson, { language, department, skills }: RouteQuestion<RoutablePerson>): number[] {
  return [
    -speaks(person, language),
    -skillsMet(person, skills),
    department !== null && isOf(person, department) ? 0 : 1,
    person.inProgress,
    person.takenLately,
    person.lastOfferedAtMs ?? Number.NEGATIVE_INFINITY,
  ];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}

function whyThem(person: RoutablePerson, question: RouteQuestion<RoutablePerson>): string {
  const { target, routing, language, department, skills } = question;
  if (target.kind === "person") return "Asked for by name";
  const meant =
    meantDepartment(routing, target) ?? (department !== null && isOf(person, department) ? department : null);
  const reasons = [
    meant === null ? null : `of ${meant}`,
    skillsMet(person, skills) > 0 ? "knows about it" : null,
    language !== null && speaks(person, language) === 2 ? "speaks the caller's language" : null,
    person.inProgress > 0 ? null : "nothing else open",
  ].filter((reason) => reason !== null);
  return reasons.length === 0 ? "Least busy of those on duty" : `Free, ${reasons.join(", ")}`;
}
