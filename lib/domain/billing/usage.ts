import { type AtLimit, type Limits, type PlanKey, PLANS, TRIAL } from "./plans";

export type BillingStatus = "trialing" | "active" | "past_due" | "canceled" | "unpaid" | "incomplete";

/** What was used in a period: answered calls, and minutes of talk. */
export type Used = { calls: number; minutes: number };

export type Period = { start: Date; end: Date };

/** What an organization has, as far as calls are concerned. */
export type Standing = { plan: PlanKey; status: BillingStatus; trialEndsAt: Date | null };

export type LimitName = "calls" | "minutes";

export type LimitUsage = {
  limit: LimitName;
  used: number;
  /** Null: nothing limits it. */
  included: number | null;
  /** Of what is included; 0 when nothing limits it. Not rounded, and above 100 when more was used. */
  percent: number;
  atLimit: AtLimit;
};

/** The limits in force: a trial has its own. */
export const limitsOf = (plan: PlanKey, status: BillingStatus): Limits => (status === "trialing" ? TRIAL : PLANS[plan]);

/** What is used against what is included, calls first. */
export function usageAgainst(limits: Limits, used: Used): [LimitUsage, LimitUsage] {
  const one = (limit: LimitName, atLimit: AtLimit): LimitUsage => {
    const included = limits[limit];
    const percent = included === null ? 0 : (used[limit] * 100) / included;
    return { limit, used: used[limit], included, percent, atLimit };
  };
  return [one("calls", limits.atCalls), one("minutes", limits.atMinutes)];
}

export type Refusal = "trial_ended" | "unpaid" | "limit_reached";

/** Whether usage has to be counted at all to decide on a call. */
export function needsUsage({ plan, status }: Standing): boolean {
  const limits = limitsOf(plan, status);
  return limits.atCalls.kind === "refuse" || limits.atMinutes.kind === "refuse";
}

/**
 * Whether one more call may be answered, with `used` as of now (calls in progress included). A payment that failed does not stop calls while
 * Stripe still tries; a subscription that ended or was never paid does.
 */
export function mayAnswer(standing: Standing, used: Used, now: Date): { ok: true } | { ok: false; reason: Refusal } {
  const { plan, status, trialEndsAt } = standing;
  if (status === "trialing" && trialEndsAt !== null && trialEndsAt <= now) return { ok: false, reason: "trial_ended" };
  if (status === "canceled" || status === "unpaid" || status === "incomplete") return { ok: false, reason: "unpaid" };
  const full = usageAgainst(limitsOf(plan, status), used).some(({ included, used: amount, atLimit }) => {
    if (included === null || atLimit.kind !== "refuse") return false;
    // In whole hundredths, so that a tenth of 100 is exactly ten.
    return Math.round(amount * 100) >= Math.round(included * (100 + atLimit.gracePercent));
  });
  return full ? { ok: false, reason: "limit_reached" } : { ok: true };
}

/** The same day `months` later, or that month's last day, in UTC. */
function addMonths(date: Date, months: number): Date {
  const moved = new Date(date);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date.getUTCDate(), lastDay));
  return moved;
}

/**
 * The period `now` falls in. What is stored may be a month behind until Stripe was asked again; months then follow its start. A trial has
 * one period, and none after it.
 */
export function currentPeriod(stored: Period, status: BillingStatus, now: Date): Period {
  if (status === "trialing" || now < stored.end) return stored;
  for (let months = 0; ; months += 1) {
    const end = addMonths(stored.end, months + 1);
    if (now < end) return { start: addMonths(stored.end, months), end };
  }
}

/** What a period costs with that use, in cents. A trial costs nothing. */
export function costCents(plan: PlanKey, status: BillingStatus, used: Used): number {
  if (status === "trialing") return 0;
  const { centsPerMonth, centsPerCall, calls, atCalls } = PLANS[plan];
  const over =
    calls === null || atCalls.kind !== "overage" ? 0 : Math.max(0, used.calls - calls) * atCalls.centsPerCall;
  return centsPerMonth + Math.round(used.calls * centsPerCall) + over;
}

export type Forecast = {
  /** At the end of the period, if it goes on as it went. Whole calls, whole minutes. */
  used: Used;
  cents: number;
  /** Too early in the period to mean much. */
  isEarly: boolean;
};

const EARLY_SHARE = 0.1;

/** The end of the period at the pace so far. Never less than what was used already, nor more than what would still be answered. */
export function forecast(standing: Standing, used: Used, period: Period, now: Date): Forecast {
  const wholeMs = Math.max(1, period.end.getTime() - period.start.getTime());
  const share = Math.min(1, Math.max(0, (now.getTime() - period.start.getTime()) / wholeMs));
  const limits = limitsOf(standing.plan, standing.status);
  const project = (limit: LimitName, atLimit: AtLimit) => {
    const included = limits[limit];
    const atPace = share === 0 ? used[limit] : used[limit] / share;
    const most =
      included !== null && atLimit.kind === "refuse" ? included * (1 + atLimit.gracePercent / 100) : Infinity;
    return Math.max(Math.ceil(used[limit]), Math.round(Math.min(atPace, most)));
  };
  const expected = { calls: project("calls", limits.atCalls), minutes: project("minutes", limits.atMinutes) };
  return { used: expected, cents: costCents(standing.plan, standing.status, expected), isEarly: share < EARLY_SHARE };
}

export const ALERT_PERCENTS = [80, 100] as const;

/** What has to be told: of each limit the highest mark that was passed. */
export function alertsDue(
  usage: readonly LimitUsage[],
): { limit: LimitName; percent: (typeof ALERT_PERCENTS)[number]; used: number; included: number }[] {
  return usage.flatMap(({ limit, used, included, percent }) => {
    const mark = ALERT_PERCENTS.findLast((each) => percent >= each);
    return included === null || mark === undefined ? [] : [{ limit, percent: mark, used, included }];
  });
}
