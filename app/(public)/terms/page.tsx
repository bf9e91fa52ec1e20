import type { Metadata } from "next";
import { PageHead } from "@/components/public/page-head";
import { Prose } from "@/components/public/prose";
import { SHOWN_PLANS, planName } from "@/components/public/plan-words";
import { TRIAL } from "@/lib/domain/billing/plans";

export const metadata: Metadata = {
  title: "Terms",
  description: "What you may expect of Aybiza and what Aybiza expects of you, in plain words.",
  alternates: { canonical: "/terms" },
};

const parts = [
  {
    title: "What you get",
    words: [
      "The use of Aybiza under the plan you chose: " +
        `${SHOWN_PLANS.map(planName).join(", ")}. Prices, limits and what happens at a limit are on the pricing page as of the day you choose; for a running month they do not change.`,
      `The trial lasts ${TRIAL.days} days. It ends by itself and costs nothing.`,
    ],
  },
  {
    title: "What you see to",
    words: [
      "That you may have calls answered by an AI where you and your callers are, that callers are told, and that you have the consent you need before you have anybody called.",
      "That the facts you give your agents are right, and that somebody looks at what they do.",
      "That only the right people have your accounts and keys.",
    ],
  },
  {
    title: "What is not allowed",
    words: [
      "Calls to people who did not agree, pretending to be human when asked, emergency lines, fraud, harassment, and getting around limits or other customers’ walls.",
    ],
  },
  {
    title: "Fair use",
    words: [
      "Each plan names minutes of talk that its price was worked out for. Going beyond does not cut a call; what follows is said on the pricing page.",
    ],
  },
  {
    title: "Paying and leaving",
    words: [
      "Monthly plans are paid in advance, further calls and pay-per-use afterwards. You can cancel at any time to the end of the month.",
      "When a payment fails we tell you and try again. Only when that has come to nothing do we stop answering calls.",
    ],
  },
  {
    title: "Your data",
    words: ["It stays yours. You can take it with you and have it deleted. How it is used is on the privacy page."],
  },
  {
    title: "What we answer for",
    words: [
      "An AI agent can be wrong, and telephone and other services can fail. [Liability, warranty, service level, governing law and notices: to be written by a lawyer.]",
    ],
  },
];

export default function TermsPage() {
  return (
    <>
      <PageHead title="Terms" lead="What you may expect of us, and we of you." />
      <Prose
        parts={parts}
        note="This is a template. It says plainly what is meant, but it has not been checked by a lawyer; have that done, and fill in what stands in brackets, before it is used for real."
      />
    </>
  );
}
