import { expect, test } from "vitest";
import { sayAccountId } from "./say-account-id";

test("an account id is said in spelling words, group by group", () => {
  expect(sayAccountId("AYB-K3M7-XY29-ZZ8A")).toBe(
    "A Y B, Kilo three Mike seven, X-ray Yankee two nine, Zulu Zulu eight Alfa",
  );
});
