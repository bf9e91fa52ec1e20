import { expect, test } from "vitest";
import { packetFromModel, packetFromWords, type PacketFacts } from "./packet";
import { briefingOf, legWords } from "./spoken";

const FACTS: PacketFacts = {
  said: [
    { speaker: "agent", text: "Hello, this is Bright Dental." },
    { speaker: "caller", text: "Hi." },
    { speaker: "caller", text: "My crown fell out this morning and I am Maya Torres." },
    {
      speaker: "agent",
      text: "I'm sorry. Let me check. We will give you 15 percent off the repair. I'll connect you.",
    },
    { speaker: "caller", text: "I want to talk to a person about the 980 dollars." },
  ],
  customer: { number: "+14155550134", name: null, notes: [] },
  earlierContacts: [],
  knowledgeUsed: [],
  fields: { departments: ["Front desk"], skills: ["Crowns", "Bills"] },
  agreed: ["Call Maya back at 415 555 0134: the crown"],
  priority: "normal",
  reason: "The caller asked for a person",
  language: "en-US",
};
const WRITTEN = {
  summary: "A crown fell out. She disputes 980 dollars.",
  issue: "A crown fell out.",
  key_points: ["She paid 980 dollars", "She paid 400 dollars"],
  promises: ["15 percent off the repair", "A refund of 200 dollars"],
  action_items: ["Repair the crown"],
  department: "front desk",
  skills: ["bills", "Surgery"],
  customer_name: "Maya Torres",
};

test("without a model it is the caller's own words, and what the agent promised is told from what it said in passing", () => {
  expect(packetFromWords(FACTS)).toMatchObject({
    issue: "My crown fell out this morning and I am Maya Torres.",
    summary: expect.stringContaining("crown fell out") as string,
    keyPoints: ["I want to talk to a person about the 980 dollars."],
    promises: ["We will give you 15 percent off the repair."],
    actionItems: FACTS.agreed,
    department: null,
    skills: ["Crowns"],
    reason: FACTS.reason,
  });
});

test("of what a model wrote, a line with a figure that nobody said is left out, and so is a name", () => {
  const packet = packetFromModel(FACTS, WRITTEN);
  expect(packet).toMatchObject({
    summary: WRITTEN.summary,
    keyPoints: ["She paid 980 dollars"],
    promises: ["15 percent off the repair"],
    actionItems: [...FACTS.agreed, "Repair the crown"],
    customer: { name: "Maya Torres" },
    department: "Front desk",
    skills: ["Crowns", "Bills"],
  });
  expect(packetFromModel(FACTS, { ...WRITTEN, customer_name: "Anna Smith" }).customer.name).toBeNull();
});

test("the briefing is short, ends with what to press, and is in the call's language where we have its words", () => {
  const packet = packetFromModel(FACTS, WRITTEN);
  const about = { businessName: "Bright Dental", reason: FACTS.reason, packet };
  expect(briefingOf(about, legWords("en-US").words)).toBe(
    "Aybiza: a call for you from Bright Dental. The caller asked for a person. A crown fell out. She disputes 980 dollars. Press 1 to take it, 2 to decline.",
  );
  expect(briefingOf({ businessName: "B", reason: "", packet: null }, legWords("de-DE").words)).toBe(
    "Aybiza: ein Anruf für Sie von B. Drücken Sie 1, um ihn anzunehmen, 2, um abzulehnen.",
  );
  expect(legWords("pl-PL").language).toBe("en-US");
});

test("a call in which nothing was said yet has a packet", () => {
  expect(packetFromWords({ ...FACTS, said: [] })).toMatchObject({ summary: FACTS.reason, issue: "", keyPoints: [] });
});
