import { Check } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import type { LoadedBook } from "../load-book";

/** What is missing before callers can book, in order; nothing once all is there or for those who cannot change it. */
export function SetUpSteps({ book }: Readonly<{ book: LoadedBook }>) {
  const { business, bookables, mayConfigure } = book;
  const { services, resources } = bookables;
  if (!mayConfigure || services.some(({ active }) => active)) return null;
  const hasHours = Object.values(business.weeklyHours).some((hours) => hours.length > 0);
  const steps = [
    {
      title: "Say when you are open",
      done: hasHours,
      href: `/settings/businesses/${business.id}`,
      does: "Set the hours",
    },
    {
      title: "Add who gives appointments, and rooms, if it matters",
      done: resources.length > 0,
      href: "/appointments/people",
      does: "Add people",
    },
    { title: "Add what can be booked", done: false, href: "/appointments/services", does: "Add a service" },
    { title: "Switch on booking for an agent, and publish it", done: false, href: "/agents", does: "Open agents" },
  ];
  return (
    <section aria-label="Before callers can book" className="border-b border-line bg-surface px-4 py-4">
      <h2 className="text-14 font-semibold">Nothing can be booked here yet</h2>
      <p className="mt-0.5 text-13 text-text-2">Four steps, and callers book, move and cancel by telephone.</p>
      <ol className="mt-3 grid gap-2 sm:grid-cols-2 xl:grid-cols-4">
        {steps.map(({ title, done, href, does }, index) => (
          <li key={href} className="flex items-center gap-2.5 rounded-lg border border-line px-3 py-2.5">
            <span className="flex size-5 shrink-0 items-center justify-center rounded-full bg-surface-2 text-12 font-medium figures">
              {done ? <Check aria-label="Done" className="size-3.5 text-good" /> : index + 1}
            </span>
            <span className="min-w-0 flex-1 text-13">{title}</span>
            {done ? null : (
              <ButtonLink size="sm" href={href}>
                {does}
              </ButtonLink>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
