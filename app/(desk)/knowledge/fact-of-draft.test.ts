import { expect, test } from "vitest";
import { draftOfFact, EMPTY_FACT } from "./fact-draft";
import { factOfDraft } from "./fact-of-draft";

const zone = "America/Los_Angeles";
const known = {
  id: "1",
  businessId: "b",
  kind: "promotion" as const,
  subject: "Spring whitening",
  statement: "Whitening is $199 in March.",
  validFrom: "2026-03-01T20:30:00.000Z",
  validUntil: "2026-04-01T07:00:00.000Z",
  isExcluded: false,
  isEmbedded: true,
  updatedAt: "2026-02-20T10:00:00.000Z",
};

test("days are the business's own: the last one counts to its end, over the change of the clock", () => {
  expect(factOfDraft({ ...EMPTY_FACT, firstDay: "2026-03-01", lastDay: "2026-03-31" }, "b", zone, null)).toMatchObject({
    validFrom: "2026-03-01T08:00:00.000Z",
    validUntil: "2026-04-01T07:00:00.000Z",
  });
  expect(draftOfFact(known, zone)).toMatchObject({ firstDay: "2026-03-01", lastDay: "2026-03-31" });
});

test("what was not touched keeps its exact moment, and what was emptied is open", () => {
  const draft = draftOfFact(known, zone);
  expect(factOfDraft({ ...draft, lastDay: "" }, "b", zone, known)).toMatchObject({
    validFrom: known.validFrom,
    validUntil: null,
  });
});
