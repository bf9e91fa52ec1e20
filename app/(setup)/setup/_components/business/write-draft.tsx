"use client";

import { CircleAlert, Globe, Sparkles } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { TextArea } from "@/components/ui/text-area";
import type { ProposalSubject } from "@/lib/contracts/agent-proposal";
import { ProposalReview } from "./proposal-review";
import { type Draft, piecesOf } from "./proposal-pieces";
import { useProposal } from "./use-proposal";

type WriteDraftProps = Readonly<{
  from: "website" | "description";
  website: string;
  description: string;
  draft: Draft | null;
  /** Null until name and trade are given: nothing can be written about nobody. */
  subject: ProposalSubject | null;
  exampleSite: string | null;
  onChange: (
    change: Partial<{
      from: "website" | "description";
      website: string;
      description: string;
      draft: Draft | null;
    }>,
  ) => void;
}>;

const LEAST_CHARACTERS = 30;

/** Has a first draft of the agent written from what the business says of itself; a person decides about each piece of it. */
export function WriteDraft(props: WriteDraftProps) {
  const { from, website, description, draft, subject, exampleSite, onChange } = props;
  const { ask, stop, isPending, failure, forget } = useProposal((proposal) =>
    onChange({ draft: { proposal, pieces: piecesOf(proposal) } }),
  );
  const typed = from === "website" ? website.trim() : description.trim();
  const isEnough = from === "website" ? typed !== "" : typed.length >= LEAST_CHARACTERS;
  const write = (url = typed) => {
    if (!subject || isPending) return;
    void ask({ subject, source: from === "website" ? { kind: "website", url } : { kind: "description", text: typed } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    // The form around it goes on to the next step; here one wants the draft.
    event.preventDefault();
    if (isEnough) write();
  };
  return (
    <Card title="A first draft of your agent" hint="optional">
      <div className="space-y-4 px-4 pt-1 pb-4">
        <p className="text-13 text-pretty text-text-2">
          From your website, or from a few sentences of yours, a draft is written of what the agent says and knows. You
          see where each piece comes from and decide about it; nothing is used that you did not accept.
        </p>
        <Segmented
          label="Write it from"
          value={from}
          options={[
            { value: "website", label: "Your website" },
            { value: "description", label: "A description" },
          ]}
          onChange={(value) => {
            forget();
            onChange({ from: value });
          }}
        />
        {from === "website" ? (
          <Field
            label="Address"
            name="proposal.url"
            type="url"
            inputMode="url"
            autoComplete="url"
            placeholder="brightdental.com"
            value={website}
            onKeyDown={onKeyDown}
            onChange={({ target }) => {
              forget();
              onChange({ website: target.value });
            }}
          />
        ) : (
          <TextArea
            label="What a new colleague should know on the first day"
            name="proposal.description"
            rows={5}
            maxLength={20_000}
            value={description}
            placeholder="We are a family dental practice on Lake Merritt. A check-up with cleaning is $129. Parking is free behind the building …"
            hint="Services, prices, where you are, parking, what you never do. Two or three sentences at least."
            onChange={({ target }) => {
              forget();
              onChange({ description: target.value });
            }}
          />
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Button onClick={() => write()} disabled={!subject || !isEnough || isPending}>
            {from === "website" ? (
              <Globe aria-hidden className="size-4" />
            ) : (
              <Sparkles aria-hidden className="size-4" />
            )}
            {isPending ? "Reading and writing" : draft ? "Write it anew" : "Write a draft"}
          </Button>
          {isPending ? (
            <Button look="ghost" onClick={stop}>
              Stop
            </Button>
          ) : exampleSite && from === "website" && website.trim() === "" && subject ? (
            <Button
              look="ghost"
              onClick={() => {
                onChange({ website: exampleSite });
                write(exampleSite);
              }}
            >
              Try it with an example site
            </Button>
          ) : null}
          {subject ? null : <p className="text-13 text-text-3">Say first what it is called and what it does.</p>}
        </div>
        <div role="status" className="text-13 empty:hidden">
          {isPending ? (
            <p className="text-text-2">
              {from === "website" ? "Reading the site’s pages, then writing. " : "Writing. "}This takes up to half a
              minute; you can go on below meanwhile.
            </p>
          ) : failure ? (
            <p className="flex items-start gap-1.5 text-pretty text-bad">
              <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              {failure}
            </p>
          ) : null}
        </div>
        {draft ? (
          <ProposalReview draft={draft} onChange={(pieces) => onChange({ draft: { ...draft, pieces } })} />
        ) : null}
      </div>
    </Card>
  );
}
