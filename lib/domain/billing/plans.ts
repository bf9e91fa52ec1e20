/** The plans of the database's enum, from the smallest to the largest commitment: moving right is an upgrade. */
export const PLAN_KEYS = ["pay_per_use", "starter", "professional", "enterprise"] as const;
export type PlanKey = (typeof PLAN_KEYS)[number];

/** What happens to a new call when a limit is used up. A call in progress is never cut. */
export type AtLimit =
  /** Refused in words, once the grace is used up too. */
  | { kind: "refuse"; gracePercent: number }
  /** Answered, for a price per further call, in cents. */
  | { kind: "overage"; centsPerCall: number }
  /** Answered; we write to the organization about another plan. */
  | { kind: "contact" };

export type Limits = {
  /** Calls in a period; null: as many as come. */
  calls: number | null;
  /** Fair use: minutes of talk in a period; null: none agreed. */
  minutes: number | null;
  atCalls: AtLimit;
  atMinutes: AtLimit;
};

export type Plan = Limits & {
  key: PlanKey;
  name: string;
  /** One line for people who choose. */
  summary: string;
  centsPerMonth: number;
  /** For every call, from the first on. */
  centsPerCall: number;
  apiRequestsPerMinute: number;
  features: readonly string[];
};

const EVERY_PLAN = [
  "AI agents on your own numbers",
  "Live desk: follow every call as it happens",
  "Messages, transcripts and answer times of every call",
  "REST API",
] as const;

/** The one table of prices and limits. Stripe's products and prices are made from it; every page and check reads it. */
export const PLANS: Readonly<Record<PlanKey, Plan>> = {
  pay_per_use: {
    key: "pay_per_use",
    name: "Pay per use",
    summary: "For a line that rings now and then. No monthly price.",
    centsPerMonth: 0,
    centsPerCall: 15,
    calls: null,
    minutes: null,
    atCalls: { kind: "contact" },
    atMinutes: { kind: "contact" },
    apiRequestsPerMinute: 100,
    features: EVERY_PLAN,
  },
  starter: {
    key: "starter",
    name: "Starter",
    summary: "For one practice, shop or office.",
    centsPerMonth: 2_900,
    centsPerCall: 0,
    calls: 100,
    minutes: 300,
    atCalls: { kind: "refuse", gracePercent: 10 },
    atMinutes: { kind: "refuse", gracePercent: 10 },
    apiRequestsPerMinute: 100,
    features: EVERY_PLAN,
  },
  professional: {
    key: "professional",
    name: "Professional",
    summary: "For teams whose phone rings all day.",
    centsPerMonth: 9_900,
    centsPerCall: 0,
    calls: 1_000,
    minutes: 4_000,
    atCalls: { kind: "overage", centsPerCall: 12 },
    atMinutes: { kind: "contact" },
    apiRequestsPerMinute: 300,
    features: [...EVERY_PLAN, "No call is refused: further calls at a price you know"],
  },
  enterprise: {
    key: "enterprise",
    name: "Enterprise",
    summary: "For call centres and many locations.",
    centsPerMonth: 49_900,
    centsPerCall: 0,
    calls: null,
    minutes: 40_000,
    atCalls: { kind: "contact" },
    atMinutes: { kind: "contact" },
    apiRequestsPerMinute: 1_000,
    features: [...EVERY_PLAN, "Unlimited calls within fair use", "Ten times the API requests"],
  },
};

/** Before anything is paid: limits of its own, whatever plan is named. */
export const TRIAL: Limits & { days: number } = {
  days: 14,
  calls: 100,
  minutes: 300,
  atCalls: { kind: "refuse", gracePercent: 10 },
  atMinutes: { kind: "refuse", gracePercent: 10 },
};

/** True when moving there costs more or commits to more, and so counts at once. */
export const isUpgrade = (from: PlanKey, to: PlanKey): boolean => PLAN_KEYS.indexOf(to) > PLAN_KEYS.indexOf(from);
