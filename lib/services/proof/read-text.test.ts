import { expect, it } from "vitest";
import { judgeOutcome } from "@/lib/domain/proof/judge-outcome";
import { readText } from "./read-text";

const SAID = "I've texted you the address.";
const verdictOf = async (answer: () => Promise<string | null>) => {
  const asked: unknown[] = [];
  const read = await readText("o", { kind: "text", messageSid: "SM1" }, (...given) => {
    asked.push(given);
    return answer();
  });
  expect(asked).toEqual([["o", "SM1"]]);
  return judgeOutcome(read, SAID, { language: "en", timeZone: "UTC", nowMs: 0 }).verdict;
};

it.each(["accepted", "queued", "sending", "sent", "delivered", "read"])("%s stands", async (state) => {
  expect(await verdictOf(async () => state)).toBe("same");
});

it.each(["undelivered", "failed", "canceled", null])("%s is not there", async (state) => {
  expect(await verdictOf(async () => state)).toBe("absent");
});

it("is not doubted when the carrier cannot be asked", async () => {
  expect(await verdictOf(() => Promise.reject(new Error("away")))).toBe("unreadable");
});
