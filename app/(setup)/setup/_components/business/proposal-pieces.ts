import { z } from "zod";
import { AgentProposal, type FactKind } from "@/lib/contracts/agent-proposal";
import type { WeeklyHours } from "@/lib/contracts/business-hours";
import type { KnowledgeStepInput } from "@/lib/contracts/setup";
import { describeWeek } from "@/lib/domain/schedule/hours-words";

/** A piece of a proposed draft: what it says, where it comes from, and what somebody decided about it. */
export const Piece = z.object({
  id: z.string(),
  part: z.enum(["persona", "greeting", "goals", "mustNever", "facts", "keyterms", "hours"]),
  text: z.string(),
  /** The sentences it was taken from, as they stand there; none: it follows from the trade or the whole. */
  sources: z.array(z.string()),
  url: z.string().nullable(),
  choice: z.enum(["open", "accepted", "left"]),
});
export type Piece = z.infer<typeof Piece>;

/** A proposal and what was decided about its pieces so far. */
export const Draft = z.object({ proposal: AgentProposal, pieces: z.array(Piece) });
export type Draft = z.infer<typeof Draft>;

const FACT_ORDER: readonly FactKind[] = [
  "hours",
  "address",
  "contact",
  "service",
  "price",
  "policy",
  "people",
  "other",
];

/** All of a proposal as pieces to decide about, in the order in which one reads them. */
export function piecesOf(proposal: AgentProposal): Piece[] {
  const { persona, greeting, goals, mustNever, facts, keyterms, hours } = proposal;
  const plain = (part: Piece["part"], texts: readonly string[]): Piece[] =>
    texts
      .filter((text) => text !== "")
      .map((text, at) => ({ id: `${part} ${at}`, part, text, sources: [], url: null, choice: "open" }));
  const ordered = [...facts].sort((a, b) => FACT_ORDER.indexOf(a.kind) - FACT_ORDER.indexOf(b.kind));
  return [
    ...plain("persona", [persona]),
    ...plain("greeting", [greeting]),
    ...(hours ? [{ ...first("hours", describeWeek(hours.week)), sources: hours.sources }] : []),
    ...ordered.map(({ text, source, url }, at): Piece => ({
      ...first("facts", text),
      id: `facts ${at}`,
      sources: [source],
      url,
    })),
    ...plain("goals", goals),
    ...plain("mustNever", mustNever),
    ...plain("keyterms", [keyterms.join(", ")]),
  ];
}

const first = (part: Piece["part"], text: string): Piece => ({
  id: `${part} 0`,
  part,
  text,
  sources: [],
  url: null,
  choice: "open",
});

/** What was accepted, as the agent's draft takes it; null when nothing was. Hours are the business's and not among it. */
export function acceptedOf(pieces: readonly Piece[]): KnowledgeStepInput | null {
  const accepted = (part: Piece["part"]) =>
    pieces
      .filter((piece) => piece.part === part && piece.choice === "accepted" && piece.text.trim() !== "")
      .map(({ text }) => text.trim());
  const input: KnowledgeStepInput = {
    persona: accepted("persona")[0] ?? null,
    greeting: accepted("greeting")[0] ?? null,
    goals: accepted("goals"),
    mustNever: accepted("mustNever"),
    facts: accepted("facts"),
    keyterms: accepted("keyterms").flatMap((line) =>
      line
        .split(",")
        .map((term) => term.trim())
        .filter((term) => term !== "" && term.length <= 60),
    ),
  };
  const isEmpty = Object.values(input).every((part) => part === null || part.length === 0);
  return isEmpty ? null : input;
}

/** The hours that were accepted, to be put into the business; null while they were not. */
export const acceptedHours = ({ proposal, pieces }: Draft): WeeklyHours | null =>
  pieces.some(({ part, choice }) => part === "hours" && choice === "accepted") ? (proposal.hours?.week ?? null) : null;

export const undecided = (pieces: readonly Piece[]): number => pieces.filter(({ choice }) => choice === "open").length;
