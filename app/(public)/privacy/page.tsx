import type { Metadata } from "next";
import { PageHead } from "@/components/public/page-head";
import { Prose } from "@/components/public/prose";

export const metadata: Metadata = {
  title: "Privacy",
  description:
    "Which data Aybiza keeps about the people who use it and the people who call, why, where and for how long.",
  alternates: { canonical: "/privacy" },
};

const parts = [
  {
    title: "Who is responsible",
    words: [
      "The business whose number is called decides why and how callers’ data is used. It is the controller; Aybiza works on its behalf, as its processor. For the accounts of people who sign in here, Aybiza is the controller.",
    ],
  },
  {
    title: "Callers",
    words: [
      "We keep the caller’s number, the time and length of the call, what both sides said as text, messages that were left, and technical measurements. The sound is not recorded.",
      "The agent says at the start that it is an AI assistant, and that the conversation is kept, where the business has switched that on. Whether that is enough where you are is for the business to find out.",
    ],
  },
  {
    title: "People with an account",
    words: [
      "We keep name, e-mail address, a hash of the password, roles, sign-ins with time and network address, and a log of what was changed.",
    ],
  },
  {
    title: "Visitors",
    words: [
      "The public pages set no cookie, load nothing from others and measure nobody. Signing in sets one cookie, for the session; choosing a theme sets another, for the theme.",
    ],
  },
  {
    title: "Who processes it for us",
    words: [
      "Twilio (telephone), Deepgram (speech), Amazon Web Services (language model), Stripe (payments), and whoever runs the servers. [List each with its place and agreement.]",
    ],
  },
  {
    title: "How long",
    words: [
      "Transcripts, messages and calls are kept until the business has them deleted. [State the periods that are agreed.]",
    ],
  },
  {
    title: "Your rights",
    words: [
      "You can ask what is kept about you, have it corrected, have it deleted, and take it with you. Callers ask the business they called; people with an account ask us. [Add address and supervisory authority.]",
    ],
  },
];

export default function PrivacyPage() {
  return (
    <>
      <PageHead title="Privacy" lead="Whose data is kept, which, why and for how long." />
      <Prose
        parts={parts}
        note="This is a template. It describes what the software does, but it has not been checked by a lawyer; have that done, and fill in what stands in brackets, before it is used for real."
      />
    </>
  );
}
