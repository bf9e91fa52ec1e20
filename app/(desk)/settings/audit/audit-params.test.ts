import { expect, test } from "vitest";
import { auditFilterOf, auditParams, withAuditParams } from "./audit-params";

test("days are the organization's own, the last one whole", () => {
  const { filter, refused } = auditFilterOf({ since: "2026-03-05", until: "2026-03-05" }, "America/Los_Angeles");
  expect(filter).toEqual({ since: "2026-03-05T08:00:00.000Z", before: "2026-03-06T08:00:00.000Z" });
  expect(refused).toEqual([]);
});

test("what is no filter is left out and named, the rest counts", () => {
  const given = auditFilterOf({ action: "drop table", since: "2026-02-31", actor: "Dana" }, "UTC");
  expect(given).toEqual({ filter: { actor: "Dana" }, refused: ["action", "since"] });
});

test("an address keeps its filters, and only those", () => {
  const params = auditParams({ actor: [" Dana ", "Eli"], action: "", evil: "1", cursor: "abc" });
  expect(params).toEqual({ actor: "Dana", cursor: "abc" });
  expect(withAuditParams("/settings/audit", params)).toBe("/settings/audit?actor=Dana");
  expect(withAuditParams("/settings/audit", {})).toBe("/settings/audit");
});
