import { expect, test } from "vitest";
import { needNews } from "./need-news";
import type { RankedCall } from "./rank-calls";

const call = (id: string, needsHelp: boolean, words = "asked for a person") =>
  ({ call: { id }, needsHelp, need: 90, reasons: [{ kind: "asked", words, weight: 90 }] }) as unknown as RankedCall;
const news = (before: string[], ...ranked: RankedCall[]) => needNews(new Set(before), ranked, ({ id }) => `Call ${id}`);

test("one call that begins to need somebody is told with why, several by how many, and none twice", () => {
  expect(news([], call("1", true), call("2", false))).toBe("Call 1 needs you: Asked for a person.");
  expect(news(["1"], call("1", true), call("2", true, "8 s of silence"))).toBe("Call 2 needs you: 8 s of silence.");
  expect(news(["1"], call("1", true), call("2", true), call("3", true))).toBe("2 more calls need you.");
  expect(news(["1", "2"], call("1", true))).toBe("");
  expect(news(["1"], call("1", false))).toBe("");
});
