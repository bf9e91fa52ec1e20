import { expect, test } from "vitest";
import { EscalationCause, EscalationState } from "@/lib/contracts/escalations";
import { mayBecome, priorityOf, statesBefore } from "./states";

test("what is over can only be opened again, to be called back", () => {
  const states = EscalationState.options;
  expect(states.filter((to) => mayBecome("completed", to))).toEqual(["callback"]);
  expect(states.filter((to) => mayBecome("abandoned", to))).toEqual(["waiting", "callback", "completed"]);
  expect(states.filter((state) => mayBecome(state, state))).toEqual([]);
});

test("a person takes what waits, and nothing that is over", () => {
  expect(statesBefore("in_progress")).toEqual(["waiting"]);
  expect(statesBefore("abandoned")).toEqual(["waiting", "in_progress"]);
});

test("everything open can be completed; urgent words alone are urgent", () => {
  expect(statesBefore("completed")).toEqual(["waiting", "in_progress", "callback", "abandoned"]);
  expect(EscalationCause.options.filter((cause) => priorityOf(cause) === "urgent")).toEqual(["urgent"]);
});
