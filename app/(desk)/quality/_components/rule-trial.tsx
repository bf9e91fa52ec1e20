"use client";

import { CircleCheck, ShieldAlert } from "lucide-react";
import { useState } from "react";
import { formatPhone } from "@/components/format/phone";
import { PlaceLink } from "@/components/quality/quote-list";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/text-area";
import type { RuleTrial as Trial, TriedOn } from "@/lib/contracts/compliance";
import type { Saved } from "@/lib/contracts/saved";

type RuleTrialProps = Readonly<{ tryOn: (on: TriedOn) => Promise<Saved<Trial>> }>;

/** Tries a rule before it holds: on words that somebody makes up, and on the last calls. */
export function RuleTrial({ tryOn }: RuleTrialProps) {
  const [words, setWords] = useState("");
  const [outcome, setOutcome] = useState<{ on: TriedOn["kind"]; saved: Saved<Trial> } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (on: TriedOn) => {
    setBusy(true);
    const saved = await tryOn(on);
    setBusy(false);
    setOutcome({ on: on.kind, saved });
  };
  return (
    <section aria-label="Try the rule" className="space-y-3 rounded-lg border border-line bg-surface p-3">
      <TextArea
        label="Try it on words"
        value={words}
        placeholder={"Caller: Is there any risk?\nAgent: No, it is guaranteed."}
        onChange={({ target }) => setWords(target.value)}
        hint="One line for each who speaks. A line that begins with “Caller:” is the caller’s, any other the agent’s."
      />
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          disabled={isBusy || words.trim() === ""}
          onClick={() => void run({ kind: "words", lines: linesIn(words) })}
        >
          Try on these words
        </Button>
        <Button size="sm" disabled={isBusy} onClick={() => void run({ kind: "calls" })}>
          Try on the last calls
        </Button>
      </div>
      <div role="status" className="text-13">
        {isBusy ? <p className="text-text-3">Trying …</p> : outcome ? <Outcome {...outcome} /> : null}
      </div>
    </section>
  );
}

function Outcome({ on, saved }: Readonly<{ on: TriedOn["kind"]; saved: Saved<Trial> }>) {
  if (!saved.ok) return <p className="text-pretty text-bad">{saved.message}</p>;
  const { looked, problem, breaches } = saved.data;
  if (problem !== null && looked === 0) return <p className="text-pretty text-bad">{problem}</p>;
  if (on === "calls" && looked === 0) return <p className="text-text-2">There is no call to try it on yet.</p>;
  const where = on === "words" ? "these words" : looked === 1 ? "the last call" : `the last ${looked} calls`;
  return (
    <>
      <p className="flex items-start gap-2 text-pretty">
        {breaches.length === 0 ? (
          <CircleCheck aria-hidden className="mt-0.5 size-3.5 shrink-0 text-good" />
        ) : (
          <ShieldAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-bad" />
        )}
        {breaches.length === 0
          ? `Not broken in ${where}.`
          : `Broken ${breaches.length === 1 ? "once" : `${breaches.length} times`} in ${where}.`}
      </p>
      <ul className="mt-2 max-h-64 space-y-2 overflow-y-auto pl-5.5 scroll-quiet">
        {breaches.map(({ call, what, quote, turnId, atMs }, index) => (
          <li key={`${call?.id ?? ""} ${index}`}>
            <p className="text-pretty text-text-2">
              {call ? `${formatPhone(call.caller)}: ` : ""}
              {what}
            </p>
            {call ? (
              <PlaceLink callId={call.id} quote={quote} turnId={turnId} atMs={atMs} />
            ) : quote ? (
              <p className="text-pretty">“{quote}”</p>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function linesIn(words: string): Extract<TriedOn, { kind: "words" }>["lines"] {
  return words.split("\n").flatMap((line) => {
    const [, who, said = ""] = /^\s*(?:(caller|agent)\s*:)?\s*(.*?)\s*$/i.exec(line) ?? [];
    return said === "" ? [] : [{ by: who?.toLowerCase() === "caller" ? ("caller" as const) : "agent", text: said }];
  });
}
