import { clsx } from "clsx";
import { count, dollars, EXAMPLE_CALLS, EXAMPLE_MINUTES, examplesOf, planName, SHOWN_PLANS } from "./plan-words";

/** What some months cost under each plan, so that nobody has to work it out. */
export function PlanExamples() {
  return (
    <>
      <div
        className="relative overflow-x-auto scroll-quiet"
        tabIndex={0}
        role="region"
        aria-label="Costs of some months"
      >
        <table className="w-full min-w-[560px] text-13 figures">
          <thead>
            <tr className="border-b border-line-strong text-12 text-text-3">
              <th scope="col" className="py-2 pr-4 text-left font-medium">
                Calls in the month
              </th>
              {SHOWN_PLANS.map((key) => (
                <th key={key} scope="col" className="py-2 pl-4 text-right font-medium">
                  {planName(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {EXAMPLE_CALLS.map((calls) => {
              const { examples, leastCents } = examplesOf(calls);
              return (
                <tr key={calls} className="h-10 border-b border-line">
                  <th scope="row" className="pr-4 text-left font-medium">
                    {count(calls)}
                  </th>
                  {examples.map(({ plan, cents }) => (
                    <td
                      key={plan}
                      className={clsx("pl-4 text-right", cents === leastCents ? "font-semibold" : "text-text-2")}
                    >
                      {cents === null ? (
                        <span className="text-text-3">not all answered</span>
                      ) : (
                        <>
                          {dollars(cents)}
                          {cents === leastCents ? (
                            <span className="ml-2 rounded-sm bg-good-soft px-1.5 py-0.5 text-12 font-medium text-good">
                              least
                            </span>
                          ) : null}
                        </>
                      )}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="mt-3 text-13 text-text-3">With calls of {EXAMPLE_MINUTES} minutes on average, before taxes.</p>
    </>
  );
}
