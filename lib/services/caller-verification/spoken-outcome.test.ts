import { expect, test } from "vitest";
import { withWords } from "./spoken-outcome";

test("every outcome says what to do next, and none says whether an account exists", () => {
  expect(withWords({ outcome: "sent_if_it_exists" }).spoken).toMatch(/^If there is such an account/);
  expect(withWords({ outcome: "unclear", heard: "K7", groups: [1, 3] }).spoken).toContain("first and third group");
  expect(withWords({ outcome: "unclear", digits: 4 }).spoken).toContain("six digits");
  expect(withWords({ outcome: "wrong", triesLeft: 1 }).spoken).toContain("once more");
  expect(withWords({ outcome: "wrong", triesLeft: 4 }).spoken).toContain("4 times more");
  for (const outcome of ["expired", "used_up", "not_started"] as const)
    expect(withWords({ outcome }).spoken).toContain("account id");
  expect(withWords({ outcome: "verified", accountId: "AYB-1" })).toMatchObject({ accountId: "AYB-1" });
});
