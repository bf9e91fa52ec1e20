"use client";

import { clsx } from "clsx";
import { BookOpen, Keyboard, Wrench } from "lucide-react";
import type { ReactNode } from "react";
import { AnswerLine, SpokenNow } from "@/components/call/answer-line";
import { useStickToEnd } from "@/components/live/use-stick-to-end";
import { Chip } from "@/components/ui/chip";
import { toolTitle } from "@/lib/domain/agents/tool-words";
import type { TranscriptItem } from "@/lib/domain/live-call/apply-event";
import type { PhoneState } from "./browser-phone";

/** The conversation as it is spoken, for a narrow column: "You" is whoever is at the screen. */
export function PhoneTranscript({ state, className }: Readonly<{ state: PhoneState; className?: string }>) {
  const { call, speech } = state;
  const { scrollRef, contentRef } = useStickToEnd(call.items.length);
  const written = call.items.some(
    (item) => item.kind === "answer" && item.turnId === speech?.agent?.turnId && item.outcome === null,
  );
  return (
    <div
      ref={scrollRef}
      role="region"
      aria-label="Conversation"
      tabIndex={0}
      className={clsx("overflow-y-auto scroll-quiet", className)}
    >
      <div ref={contentRef} className="flex min-h-full flex-col justify-end">
        {/* Only whole lines are announced: words arriving one by one would drown a reader, and the agent is heard anyway. */}
        <div role="log" aria-label="Transcript" aria-live={state.phase === "live" ? "polite" : "off"}>
          <ol>
            {call.items.map((item) => (
              <Line key={item.key} item={item} state={state} />
            ))}
          </ol>
        </div>
        {speech?.agent && !written ? (
          <ol aria-label="Being said by the agent">
            <Row who="agent">
              <SpokenNow text={speech.agent.text} heardChars={speech.agent.heardChars} />
            </Row>
          </ol>
        ) : null}
        {speech?.caller?.text ? (
          <ol aria-label="Being said by you">
            <Row who="you">
              <p className="text-text-2 italic">{speech.caller.text}</p>
            </Row>
          </ol>
        ) : null}
      </div>
    </div>
  );
}

function Line({ item, state }: Readonly<{ item: TranscriptItem; state: PhoneState }>) {
  switch (item.kind) {
    case "said":
      return (
        <Row who={item.speaker === "human" ? "person" : "you"}>
          <p className="flex items-baseline gap-2">
            {item.source === "speech" ? null : (
              <Keyboard
                aria-label={item.source === "keypad" ? "keyed in" : "typed"}
                className="size-3.5 shrink-0 self-center text-text-3"
              />
            )}
            {item.text}
          </p>
        </Row>
      );
    case "answer":
      return (
        <Row who="agent">
          <AnswerLine answer={item} speech={state.speech?.agent ?? null} />
        </Row>
      );
    case "tools":
      return (
        <li data-line className="flex flex-wrap gap-1.5 py-1 pl-[60px]">
          {item.uses.map((use) => (
            <Chip
              key={use.toolCallId}
              tone={use.state === "failed" ? "bad" : "neutral"}
              icon={<Wrench aria-hidden className="size-3" />}
            >
              {toolTitle(use.name, use.title)}
              {use.state === "running" ? " …" : use.state === "failed" ? " failed" : ""}
            </Chip>
          ))}
        </li>
      );
    case "knowledge":
      return <FoundChips item={item} />;
    case "acted":
      // What the team does is told to the team.
      return null;
    case "note":
      return (
        <li data-line className={clsx("py-1 pl-[60px] text-12", item.tone === "danger" ? "text-bad" : "text-text-3")}>
          {item.text}
        </li>
      );
  }
}

/** What an answer rests on; while that is open, what was found for it. */
function FoundChips({ item }: Readonly<{ item: Extract<TranscriptItem, { kind: "knowledge" }> }>) {
  const used = item.passages.filter(({ chunkId }) => chunkId in item.cited);
  const shown = used.length > 0 ? used : item.passages.slice(0, 2);
  return (
    <li data-line className="flex flex-wrap gap-1.5 py-1 pl-[60px]">
      {shown.map(({ chunkId, title }) => (
        <Chip
          key={chunkId}
          tone={used.length > 0 ? "good" : "neutral"}
          icon={<BookOpen aria-hidden className="size-3" />}
        >
          {title}
        </Chip>
      ))}
      {shown.length === 0 ? (
        <Chip tone={item.problem === null ? "neutral" : "bad"} icon={<BookOpen aria-hidden className="size-3" />}>
          {item.problem ?? "Nothing in the knowledge"}
        </Chip>
      ) : null}
    </li>
  );
}

const VOICES = {
  agent: { name: "Agent", className: "text-ai" },
  person: { name: "Person", className: "text-human" },
  you: { name: "You", className: "text-caller" },
};

function Row({ who, children }: Readonly<{ who: keyof typeof VOICES; children: ReactNode }>) {
  const { name, className } = VOICES[who];
  return (
    <li data-line data-voice={who} className="grid grid-cols-[48px_minmax(0,1fr)] gap-x-3 py-1.5">
      <span className={clsx("text-13 leading-6 font-semibold", className)}>{name}</span>
      <div className="text-14 leading-6">{children}</div>
    </li>
  );
}
