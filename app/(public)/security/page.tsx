import type { Metadata } from "next";
import { PageHead } from "@/components/public/page-head";
import { Prose } from "@/components/public/prose";

export const metadata: Metadata = {
  title: "Security",
  description: "What Aybiza encrypts and hashes, where data is, who processes it, and what we do not do or claim.",
  alternates: { canonical: "/security" },
};

const parts = [
  {
    title: "On the way",
    words: [
      "In real use, pages, the REST API and the live connection are served over HTTPS, and browsers are told to come back over nothing else; an installation on one’s own machine, for trying out, is not. Sound travels between the telephone company and us, and between us and the speech and language services, over encrypted connections.",
      "A telephone call itself is as private as the telephone network. Speech recognition has to hear the words, so a call with an AI agent is not end-to-end encrypted, whoever says so.",
    ],
  },
  {
    title: "At rest",
    words: [
      "Passwords are hashed with Argon2id. API keys are kept as hashes: a key is shown once and cannot be shown again.",
      "Secrets that have to be read again, such as the key of your second factor, are sealed with AES-256-GCM. Links that we mail work once, for a short time, and are kept as hashes.",
      "Transcripts, messages and settings are in a PostgreSQL database. The disks under it are encrypted by whoever runs them; ask, if that is not you.",
      "What is said is kept as text. The sound of calls is not recorded.",
    ],
  },
  {
    title: "Apart from each other",
    words: [
      "Every call, message and setting belongs to one organization, and the database itself refuses to show it to another, even if our own code asked for it by mistake. What belongs to others answers as if it did not exist.",
      "Inside an organization six roles decide who may see and do what. Pages, the REST API and the live connection ask the same table.",
    ],
  },
  {
    title: "On the record",
    words: [
      "Who changed what, when and from where is written to an audit log that can only grow. Each entry is sealed to the one before it, so that a changed or missing entry shows.",
      "Logs of the machines carry ids, not what people said.",
    ],
  },
  {
    title: "In the browser",
    words: [
      "Pages run only scripts that the server wrote into that very page, load nothing from other hosts, and cannot be framed. The session’s cookie is out of reach of scripts, and nothing is changed by a request from another site.",
      "These public pages set no cookie and count nobody.",
    ],
  },
  {
    title: "Who else is involved",
    words: [
      "Twilio carries the calls. Deepgram turns speech into text and text into speech. Claude, on Amazon Bedrock, thinks about the answer. Stripe takes payments; card numbers never reach us.",
      "Each gets what its part needs, and no more.",
    ],
  },
  {
    title: "What we do not do, or claim",
    words: [
      "We hold no certificate: no SOC 2, no ISO 27001, no PCI DSS, and no agreement under HIPAA. No outside company has tested our security yet.",
      "We train no models on your calls and sell no data.",
      "An AI agent can misunderstand and be wrong. What it may do is limited by us, not by what it was told on the telephone; what it says is checked by you.",
    ],
  },
];

export default function SecurityPage() {
  return (
    <>
      <PageHead title="Security" lead="What protects your callers’ words, said plainly, with what is missing." />
      <Prose parts={parts} />
    </>
  );
}
