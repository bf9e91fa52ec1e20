import type { ColleagueQuestion, OfferedEscalation } from "./escalations";

/** What of the desk is meant for the signed-in person, on whatever page they are. */
export type Desk = {
  /** What rings at them. */
  offered: OfferedEscalation | null;
  /** Questions of agents that callers wait for. */
  questions: readonly ColleagueQuestion[];
  /** Escalations of the organization that somebody has to see to. */
  openEscalations: number;
};

export const EMPTY_DESK: Desk = { offered: null, questions: [], openEscalations: 0 };
