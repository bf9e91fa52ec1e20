import { AGENT_FLOOR, type Steerer, type SupervisorAction } from "@/lib/contracts/live/steering";
import type { Step } from "./step";

/** What runs only while the floor is somebody else's. */
export const FLOOR_TIMERS = ["pause", "moment", "person_back"];

export function acted(step: Step, action: SupervisorAction, { userId, name }: Steerer, text = ""): void {
  step.fact({ type: "supervisor.acted", action, userId, name, text });
}

export const agentHasFloor = (step: Step): boolean => step.state.floor.holder === "agent";

/** The floor is the agent's again; what it does with it is for others to say. */
export function toAgent(step: Step): void {
  step.set({ floor: AGENT_FLOOR, historyVersion: step.state.historyVersion + 1 });
  for (const name of FLOOR_TIMERS) step.cancelTimer(name);
}

/** The caller said something that the agent may not answer now. */
export function onCallerWaits(step: Step): void {
  if (step.state.floor.holder === "paused") step.setTimer("moment", step.state.settings.floor.momentAfterMs);
}
