import type { KnowledgeDocumentKind } from "@/lib/contracts/knowledge-passages";

export type DemoDocument = {
  source: "page" | "questions" | "facts";
  kind: KnowledgeDocumentKind;
  title: string;
  pieces: { heading: string; text: string }[];
  /** Nobody says it any more. */
  endedDaysAgo?: number;
};

type DemoKnowledge = {
  documents: DemoDocument[];
  /** The same question in the words of several callers, and the next one. */
  gaps: string[][];
};

const typed = (
  source: "questions" | "facts",
  kind: KnowledgeDocumentKind,
  title: string,
  text: string,
): DemoDocument => ({
  source,
  kind,
  title,
  pieces: [{ heading: "", text }],
});

/** Beside what its agents have among their facts; nothing of it says otherwise. */
export const brightDentalKnowledge: DemoKnowledge = {
  documents: [
    {
      source: "page",
      kind: "page",
      title: "Paying for your treatment",
      pieces: [
        {
          heading: "Ways to pay",
          text: "We take cash, debit and credit cards, and health savings accounts. Payment is due on the day of the visit.",
        },
        {
          heading: "Payment plans",
          text: "Treatments of more than 500 dollars can be paid in up to six monthly parts without interest. Ask at the front desk before the treatment begins.",
        },
        {
          heading: "Membership without insurance",
          text: "Patients without insurance can join the Bright Smiles membership: 29 dollars a month, with two check-ups a year and 15 percent off other treatments.",
        },
      ],
    },
    typed(
      "questions",
      "question",
      "What should I bring to my first visit?",
      "Bring a photo ID, your insurance card if you have one, and a list of the medicines you take. Please come ten minutes early to fill in a form.",
    ),
    typed(
      "questions",
      "question",
      "Can somebody come with me into the treatment room?",
      "Yes, one person may come in with you. Children under twelve always have a parent with them.",
    ),
    typed("facts", "price", "Night guard", "A custom night guard is 380 dollars, fitting included."),
    typed(
      "facts",
      "policy",
      "Arriving late",
      "Whoever comes more than fifteen minutes late may have to be seen on another day.",
    ),
    typed("facts", "service", "Clear aligners", "Dr. Marchetti fits clear aligners; the first consultation is free."),
    {
      ...typed("facts", "promotion", "Spring whitening offer", "In spring, in-office whitening is 199 dollars."),
      endedDaysAgo: 14,
    },
  ],
  gaps: [
    [
      "Do you offer sedation for nervous patients?",
      "um do you do sedation for patients who are nervous",
      "is sedation something you offer to nervous patients",
    ],
    ["Do you repair dentures on the same day?", "can you repair my dentures the same day"],
    ["Is the entrance accessible with a wheelchair?"],
  ],
};
