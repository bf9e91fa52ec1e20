"use client";

import { CirclePlay, type LucideIcon, RefreshCw, Square, X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Chip, type Tone } from "@/components/ui/chip";
import type { KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import { SourceProgress } from "./source-progress";
import { kindWords, progressWords, STATE_WORDS } from "./source-words";
import { ROW, ROW_STATE } from "./upload-row";

export type SourceChange = Record<"start" | "stop" | "resume" | "remove", (source: KnowledgeSourceResource) => void> & {
  /** The one that is being changed at this moment. */
  changing: string | null;
};

type SourceRowProps = Readonly<{
  source: KnowledgeSourceResource;
  icon: LucideIcon;
  timeZone: string;
  href: string | null;
  change: SourceChange | null;
}>;

export const TONES: Record<KnowledgeSourceResource["state"], Tone> = {
  queued: "neutral",
  reading: "accent",
  ready: "good",
  failed: "bad",
  stopped: "warn",
};

/** One source: what it is, how far its reading is or what came of it, and what can be done. */
export function SourceRow({ source, icon: Icon, timeZone, href, change }: SourceRowProps) {
  const { state, problem, lastSyncedAt, createdAt } = source;
  const shown = (source.url === null || source.kind === "documentation" ? source.name : source.url).replace(
    /^https?:\/\//,
    "",
  );
  const progress = progressWords(source);
  return (
    <li className={ROW}>
      <Icon aria-hidden className="size-4 shrink-0 self-start text-text-3 sm:mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="text-13 font-medium break-all">
          {href ? (
            <Link href={href} className="rounded-sm hover:underline hover:underline-offset-2">
              {shown}
            </Link>
          ) : (
            shown
          )}
        </p>
        <p className="text-12 text-text-3 figures">
          {kindWords(source)}
          {progress ? ` · ${progress}` : ""} ·{" "}
          {lastSyncedAt && state !== "reading" ? (
            <>
              read <Ago at={lastSyncedAt} timeZone={timeZone} />
            </>
          ) : (
            <>
              added <Ago at={createdAt} timeZone={timeZone} />
            </>
          )}
        </p>
        {problem ? <p className="mt-0.5 text-12 text-pretty text-bad">{problem}</p> : null}
        {state === "reading" ? <SourceProgress source={source} /> : null}
      </div>
      <span className={ROW_STATE}>
        <Chip tone={TONES[state]}>{STATE_WORDS[state]}</Chip>
      </span>
      {change ? (
        <span className="flex shrink-0 gap-0.5 max-sm:order-2">
          {state === "queued" || state === "reading" ? (
            <Act label={`Stop reading ${source.name}`} source={source} change={change} does="stop">
              <Square aria-hidden className="size-3 fill-current" />
            </Act>
          ) : state === "stopped" ? (
            <Act label={`Go on reading ${source.name}`} source={source} change={change} does="resume">
              <CirclePlay aria-hidden className="size-4" />
            </Act>
          ) : (
            <Act label={`Read ${source.name} again`} source={source} change={change} does="start">
              <RefreshCw aria-hidden className="size-4" />
            </Act>
          )}
          <Act label={`Remove ${source.name}`} source={source} change={change} does="remove">
            <X aria-hidden className="size-4" />
          </Act>
        </span>
      ) : null}
    </li>
  );
}

type ActProps = Readonly<{
  label: string;
  source: KnowledgeSourceResource;
  change: SourceChange;
  does: "start" | "stop" | "resume" | "remove";
  children: ReactNode;
}>;

function Act({ label, source, change, does, children }: ActProps) {
  return (
    <Button
      look="ghost"
      size="sm"
      className="px-1.5"
      aria-label={label}
      title={label}
      disabled={change.changing === source.id}
      onClick={() => change[does](source)}
    >
      {children}
    </Button>
  );
}
