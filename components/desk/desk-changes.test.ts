import { expect, test } from "vitest";
import { type Desk, EMPTY_DESK } from "@/lib/contracts/desk";
import type { ColleagueQuestion, OfferedEscalation } from "@/lib/contracts/escalations";
import { withoutOffer, withQuestion } from "./desk-changes";

const question = (id: string, askedAt: string, state: ColleagueQuestion["state"] = "open") =>
  ({ id, askedAt, state }) as ColleagueQuestion;
const ids = ({ questions }: Desk) => questions.map(({ id }) => id).join("");

test("the card goes with its own offer, not with an earlier one", () => {
  const desk: Desk = { ...EMPTY_DESK, offered: { offerId: "b" } as OfferedEscalation };
  expect(withoutOffer(desk, "a")).toBe(desk);
  expect(withoutOffer(desk, "b").offered).toBeNull();
});

test("questions stand there once, the oldest first, until they are settled", () => {
  const asked = [question("b", "2"), question("a", "1"), question("b", "2")].reduce(withQuestion, EMPTY_DESK);
  expect(ids(asked)).toBe("ab");
  expect(ids(withQuestion(asked, question("a", "1", "answered")))).toBe("b");
  expect(withQuestion(asked, question("c", "3", "expired"))).toBe(asked);
});
