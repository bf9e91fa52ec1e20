import { SETUP_STEPS, type SetupState, type SetupStepName } from "@/lib/contracts/setup";

/** What the steps are called, and what each is about while it is open. */
export const STEP_WORDS: Readonly<Record<SetupStepName, { label: string; about: string }>> = {
  connections: { label: "Connections", about: "whose accounts carry the calls" },
  business: { label: "Your business", about: "who it is, and when it is open" },
  knowledge: { label: "Knowledge", about: "what the agent may rely on" },
  people: { label: "Your people", about: "who takes over when it matters" },
  quality: { label: "Quality", about: "what makes a good call" },
  escalation: { label: "When to get a person", about: "and whom, and what if nobody can" },
  review: { label: "Review and go live", about: "look at all of it, then talk to it" },
};

/** Steps that belong to a business: there is nothing to set before it exists. */
export const NEEDS_BUSINESS: ReadonlySet<SetupStepName> = new Set(["knowledge", "quality", "escalation"]);

const isOpen = ({ state }: { state: string }) => state === "open" || state === "begun";

/** Where to go on; the review when everything is done. */
export const firstOpenStep = ({ steps }: Pick<SetupState, "steps">): SetupStepName =>
  steps.find(isOpen)?.name ?? "review";

/** The next one after a step that is still open; from a step that was looked at again, back to the review. */
export const stepAfter = (step: SetupStepName, { steps }: Pick<SetupState, "steps">): SetupStepName =>
  steps.slice(SETUP_STEPS.indexOf(step) + 1).find(isOpen)?.name ?? "review";

export const stepBefore = (step: SetupStepName): SetupStepName | null =>
  SETUP_STEPS[SETUP_STEPS.indexOf(step) - 1] ?? null;

/** Somebody is on the way through the steps, or should begin: nothing answers yet, or some were done and the last one was not. */
export const isUnderWay = ({ steps, isLive }: Pick<SetupState, "steps" | "isLive">): boolean => {
  const isTouched = steps.some(({ name, state }) => name !== "business" && state !== "open");
  return (isTouched || !isLive) && steps.some((step) => step.name === "review" && isOpen(step));
};
