import type { Metadata } from "next";
import { cookies } from "next/headers";
import { parseTheme, THEME_COOKIE } from "@/components/shell/theme";
import { buttonClass } from "@/components/ui/button";
import { LiveDeskPicture } from "@/components/public/live-desk-picture";
import { PlanStrip } from "@/components/public/plan-strip";
import { SampleCall } from "@/components/public/sample-call";
import { Section } from "@/components/public/section";
import { TRIAL } from "@/lib/domain/billing/plans";
import { promises, readers, seen } from "./_content/landing";

export const metadata: Metadata = {
  title: { absolute: "Aybiza: an AI that answers your phone, and a desk to watch it from" },
  description:
    "AI phone agents for businesses: they answer, look up your opening hours, take messages and put callers through. You read every word as it is said.",
  alternates: { canonical: "/" },
};

export default async function LandingPage() {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <>
      <div className="mx-auto max-w-[1120px] px-4 pt-12 pb-8 sm:px-6 sm:pt-20 sm:pb-12">
        <div className="grid gap-6 lg:grid-cols-[8fr_5fr] lg:items-end lg:gap-12">
          {/* The one line above the scale of the screens: it is read from across the room. */}
          <h1 className="text-[34px] leading-[1.08] font-semibold tracking-[-0.03em] max-sm:text-balance sm:text-[48px]">
            An AI answers your phone. <br className="hidden sm:block" />
            You read every word.
          </h1>
          <div>
            <p className="text-16 text-pretty text-text-2">
              Aybiza’s agents pick up, answer from your own facts, take messages and put callers through to you. While
              they talk, you watch from a desk that shows what was said, what the caller really heard, and how long they
              had to wait for it.
            </p>
            <div className="mt-5 flex flex-wrap gap-2">
              <a href="/sign-up" className={buttonClass("primary", "lg")}>
                Start a {TRIAL.days}-day trial
              </a>
              <a href="#listen" className={buttonClass("secondary", "lg")}>
                Hear a call
              </a>
            </div>
            <p className="mt-3 text-13 text-text-3">
              {TRIAL.calls} calls in the trial. Nothing is paid before you choose a plan.
            </p>
          </div>
        </div>
      </div>

      <div className="mx-auto max-w-[1240px] px-4 sm:px-6">
        <figure>
          <div className="overflow-hidden rounded-xl border border-line-strong bg-surface shadow-float">
            <LiveDeskPicture theme={theme} />
          </div>
          <figcaption className="mx-auto max-w-[1120px]">
            <ul className="grid gap-x-10 gap-y-5 pt-6 sm:grid-cols-3 sm:px-6">
              {seen.map(({ title, words }) => (
                <li key={title} className="text-13 text-pretty text-text-2">
                  <span className="block font-medium text-text">{title}</span>
                  {words}
                </li>
              ))}
            </ul>
            <p className="pt-5 text-12 text-text-3 sm:px-6">
              The desk as it is, with four calls from the sandbox. The practice is made up.
            </p>
          </figcaption>
        </figure>
      </div>

      <Section id="listen" title="Hear a call" lead="Opening hours, an interruption, parking, a price, goodbye.">
        <SampleCall />
      </Section>

      <Section
        title="What you can hold it to"
        lead="Phone agents fail in well-known ways. These are the ones it is built against."
      >
        <dl className="grid gap-x-12 sm:grid-cols-2">
          {promises.map(({ title, words }) => (
            <div key={title} className="border-t border-line py-4">
              <dt className="text-14 font-semibold">{title}</dt>
              <dd className="mt-1 text-14 text-pretty text-text-2">{words}</dd>
            </div>
          ))}
        </dl>
      </Section>

      <Section title="Who it is for">
        <div className="grid gap-x-10 gap-y-8 sm:grid-cols-2 lg:grid-cols-4">
          {readers.map(({ title, words }) => (
            <div key={title}>
              <h3 className="text-14 font-semibold">{title}</h3>
              <p className="mt-1 text-14 text-pretty text-text-2">{words}</p>
            </div>
          ))}
        </div>
      </Section>

      <Section title="What it costs" lead="Prices in US dollars. Fair-use minutes and limits are on the pricing page.">
        <PlanStrip />
        <div className="mt-6 flex flex-wrap gap-2">
          <a href="/sign-up" className={buttonClass("primary", "lg")}>
            Start a {TRIAL.days}-day trial
          </a>
          <a href="/pricing" className={buttonClass("secondary", "lg")}>
            Compare plans
          </a>
        </div>
      </Section>
    </>
  );
}
