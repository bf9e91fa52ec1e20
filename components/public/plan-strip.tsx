import { PLANS } from "@/lib/domain/billing/plans";
import { includedCalls, priceOf, SHOWN_PLANS } from "./plan-words";

/** The plans in one line each. */
export function PlanStrip() {
  return (
    <ul className="grid overflow-hidden rounded-xl border border-line bg-surface sm:grid-cols-2 lg:grid-cols-4">
      {SHOWN_PLANS.map((key) => {
        const plan = PLANS[key];
        const { amount, unit } = priceOf(plan);
        return (
          <li key={key} className="-mt-px -ml-px border-t border-l border-line p-4 sm:p-5">
            <h3 className="text-14 font-semibold">{plan.name}</h3>
            <p className="mt-2 figures">
              <span className="text-28 font-semibold tracking-[-0.02em]">{amount}</span>{" "}
              <span className="text-13 text-text-3">{unit}</span>
            </p>
            <p className="mt-1 text-13 text-text-2">{includedCalls(plan)}</p>
          </li>
        );
      })}
    </ul>
  );
}
