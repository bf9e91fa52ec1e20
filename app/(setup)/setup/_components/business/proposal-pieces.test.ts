import { expect, it } from "vitest";
import type { AgentProposal } from "@/lib/contracts/agent-proposal";
import { WeeklyHours } from "@/lib/contracts/business-hours";
import { acceptedHours, acceptedOf, piecesOf, undecided } from "./proposal-pieces";

const week = WeeklyHours.parse({ friday: [{ opens: "08:00", closes: "15:00" }] });
const proposal: AgentProposal = {
  from: "lakeside.example",
  url: "https://lakeside.example/",
  pages: 2,
  persona: "You are the assistant at the front desk.",
  greeting: "How can I help?",
  goals: ["Find out what it is about."],
  mustNever: ["Never promise a price."],
  facts: [
    { text: "A cleaning is $129.", source: "Cleaning $129", url: "https://lakeside.example/prices", kind: "price" },
    { text: "It is above the pharmacy.", source: "above the pharmacy", url: null, kind: "address" },
  ],
  keyterms: ["Invisalign", "Trestle Glen"],
  hours: { week, sources: ["Fri 8:00 am – 3:00 pm"] },
  leftOut: 0,
};

it("nothing of a proposal holds until somebody accepted it", () => {
  const pieces = piecesOf(proposal);
  expect(undecided(pieces)).toBe(pieces.length);
  expect(acceptedOf(pieces)).toBeNull();
  expect(acceptedHours({ proposal, pieces })).toBeNull();
});

it("every piece says where it comes from, and each has an id of its own", () => {
  const pieces = piecesOf(proposal);
  expect(new Set(pieces.map(({ id }) => id)).size).toBe(pieces.length);
  expect(pieces.find(({ text }) => text.includes("$129"))).toMatchObject({
    sources: ["Cleaning $129"],
    url: "https://lakeside.example/prices",
  });
  expect(pieces.find(({ part }) => part === "hours")?.sources).toEqual(["Fri 8:00 am – 3:00 pm"]);
});

it("what is accepted goes into the agent's draft as it was edited, the rest does not", () => {
  const pieces = piecesOf(proposal).map((piece) =>
    piece.part === "greeting"
      ? { ...piece, choice: "accepted" as const, text: " Hello, how can I help? " }
      : piece.part === "mustNever"
        ? { ...piece, choice: "left" as const }
        : { ...piece, choice: piece.part === "goals" ? ("open" as const) : ("accepted" as const) },
  );
  expect(acceptedOf(pieces)).toEqual({
    persona: "You are the assistant at the front desk.",
    greeting: "Hello, how can I help?",
    goals: [],
    mustNever: [],
    facts: ["It is above the pharmacy.", "A cleaning is $129."],
    keyterms: ["Invisalign", "Trestle Glen"],
  });
  expect(acceptedHours({ proposal, pieces })).toEqual(week);
  expect(undecided(pieces)).toBe(1);
});
