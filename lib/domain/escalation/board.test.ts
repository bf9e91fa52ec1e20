import { expect, test } from "vitest";
import type { EscalationSummary } from "@/lib/contracts/escalations";
import { boardOf } from "./board";

const escalation = (id: string, state: EscalationSummary["state"], more: Partial<EscalationSummary> = {}) =>
  ({ id, state, priority: "normal", createdAt: `2026-06-10T17:0${id}:00.000Z`, ...more }) as EscalationSummary;

test("open ones stand by urgency and by how long they wait, settled ones as they are given", () => {
  const open = [
    escalation("1", "waiting"),
    escalation("3", "waiting", { priority: "urgent" }),
    escalation("0", "waiting"),
    escalation("2", "callback", { priority: "low" }),
  ];
  const settled = [escalation("5", "abandoned"), escalation("4", "completed", { priority: "urgent" })];
  const columns = boardOf(open, settled).map(({ key, escalations }) => [key, escalations.map(({ id }) => id).join("")]);
  expect(columns).toEqual([
    ["waiting", "301"],
    ["in_progress", ""],
    ["callback", "2"],
    ["settled", "54"],
  ]);
});
