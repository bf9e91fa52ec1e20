import { clsx } from "clsx";
import { buttonClass } from "@/components/ui/button";
import { type Plan, PLANS } from "@/lib/domain/billing/plans";
import { atLimitWords, count, fairUse, includedCalls, priceOf, SHOWN_PLANS } from "./plan-words";

const rows: readonly { name: string; of: (plan: Plan) => string }[] = [
  { name: "Calls", of: includedCalls },
  { name: "When they are used up", of: ({ calls, atCalls }) => atLimitWords(calls, atCalls, "calls") },
  { name: "Fair use", of: fairUse },
  { name: "Beyond fair use", of: ({ minutes, atMinutes }) => atLimitWords(minutes, atMinutes, "minutes") },
  { name: "API requests", of: ({ apiRequestsPerMinute }) => `${count(apiRequestsPerMinute)} a minute` },
];

/** The plans side by side: the same fact of each on the same line. */
export function PlanTable() {
  const shared = SHOWN_PLANS.map((key) => PLANS[key].features).reduce((all, features) =>
    all.filter((feature) => features.includes(feature)),
  );
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4 lg:gap-0 lg:overflow-hidden lg:rounded-xl lg:border lg:border-line lg:bg-surface">
        {SHOWN_PLANS.map((key, index) => {
          const plan = PLANS[key];
          const { amount, unit } = priceOf(plan);
          const own = plan.features.filter((feature) => !shared.includes(feature));
          return (
            <section
              key={key}
              aria-label={plan.name}
              className={clsx(
                "row-span-8 grid grid-rows-subgrid gap-0 rounded-xl border border-line bg-surface p-5",
                "lg:rounded-none lg:border-0",
                index > 0 && "lg:border-l lg:border-line",
              )}
            >
              <div>
                <h2 className="text-16 font-semibold">{plan.name}</h2>
                <p className="mt-1 text-13 text-pretty text-text-2">{plan.summary}</p>
              </div>
              <div className="pt-4">
                <p className="figures">
                  <span className="text-28 font-semibold tracking-[-0.025em]">{amount}</span>{" "}
                  <span className="text-13 text-text-3">{unit}</span>
                </p>
                <a
                  href={`/sign-up?plan=${key}`}
                  aria-label={`Choose ${plan.name}`}
                  className={buttonClass(index === 0 ? "primary" : "secondary", "md", "mt-3 w-full")}
                >
                  Choose {plan.name}
                </a>
              </div>
              {rows.map(({ name, of }) => (
                <dl key={name} className="mt-4 border-t border-line pt-3">
                  <dt className="text-12 text-text-3">{name}</dt>
                  <dd className="mt-0.5 text-13 text-pretty figures">{of(plan)}</dd>
                </dl>
              ))}
              <div className={clsx(own.length > 0 && "mt-4 border-t border-line pt-3")}>
                {own.length > 0 ? (
                  <>
                    <h3 className="text-12 text-text-3">Besides</h3>
                    <ul className="mt-0.5 space-y-1 text-13 text-pretty">
                      {own.map((feature) => (
                        <li key={feature}>{feature}</li>
                      ))}
                    </ul>
                  </>
                ) : null}
              </div>
            </section>
          );
        })}
      </div>
      <h2 className="mt-8 text-14 font-semibold">In every plan</h2>
      <ul className="mt-2 grid gap-x-10 text-13 text-text-2 sm:grid-cols-2 lg:grid-cols-4">
        {shared.map((feature) => (
          <li key={feature} className="border-t border-line py-2.5 text-pretty">
            {feature}
          </li>
        ))}
      </ul>
      <p className="mt-4 text-13 text-text-3">Prices in US dollars, taxes not included.</p>
    </>
  );
}
