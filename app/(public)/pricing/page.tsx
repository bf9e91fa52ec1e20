import type { Metadata } from "next";
import { PageHead } from "@/components/public/page-head";
import { PlanExamples } from "@/components/public/plan-examples";
import { PlanTable } from "@/components/public/plan-table";
import { ALERT_WORDS, atLimitWords, count } from "@/components/public/plan-words";
import { Section } from "@/components/public/section";
import { TRIAL } from "@/lib/domain/billing/plans";

export const metadata: Metadata = {
  title: "Pricing",
  description: "Four plans for AI phone agents, with fair-use minutes and what happens at each limit, before you pay.",
  alternates: { canonical: "/pricing" },
};

const answers = [
  {
    question: "What counts as a call?",
    answer:
      "A call that was answered, whichever way it went. A call that rang into nothing, was busy or was refused at a limit counts for nothing. Minutes are minutes of talk, from the answer to the end.",
  },
  {
    question: "Is a call in progress ever cut?",
    answer: "No. A limit only decides about calls that come after it.",
  },
  {
    question: "How will I know?",
    answer: `The desk shows what is used against what is included, live. At ${ALERT_WORDS} of a limit, owners get an e-mail.`,
  },
  {
    question: "What does the trial include?",
    answer: `${TRIAL.days} days with ${count(TRIAL.calls ?? 0)} calls and ${count(TRIAL.minutes ?? 0)} minutes of talk, under any plan. ${atLimitWords(TRIAL.calls, TRIAL.atCalls, "calls")} Nothing turns into a paid plan by itself.`,
  },
  {
    question: "Can I change or leave?",
    answer:
      "A larger plan counts at once: its month begins the same day, and what you paid for the unused days of the smaller one is taken off. A smaller plan follows when the month is over. You can cancel by yourself; what you paid for runs to the end of its month.",
  },
  {
    question: "What is not in the price?",
    answer: "Taxes, and what your own telephone company charges for forwarding calls to us.",
  },
];

export default function PricingPage() {
  return (
    <>
      <PageHead
        title="Pricing"
        lead="Four plans. Their limits, and what happens when one is reached, are here before you pay anything."
      />
      <div className="mx-auto max-w-[1120px] px-4 sm:px-6">
        <PlanTable />
      </div>
      <Section title="What a month would cost" lead="Worked out by the rule that writes the bill.">
        <PlanExamples />
      </Section>
      <Section title="Questions people ask before they pay">
        <dl className="grid gap-x-12 sm:grid-cols-2">
          {answers.map(({ question, answer }) => (
            <div key={question} className="border-t border-line py-4">
              <dt className="text-14 font-semibold">{question}</dt>
              <dd className="mt-1 text-14 text-pretty text-text-2">{answer}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  );
}
