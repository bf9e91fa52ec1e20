"use client";

import { clsx } from "clsx";
import { Check, Undo2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { formatClock } from "@/components/format/duration";
import { formatPhone } from "@/components/format/phone";
import { percent, REASON_WORDS, scoreTone } from "@/components/quality/quality-words";
import { usePageKeys } from "@/components/shell/page-keys";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Kbd } from "@/components/ui/kbd";
import { showError } from "@/components/ui/toast";
import type { ReviewItem } from "@/lib/contracts/qa";
import type { Saved } from "@/lib/contracts/saved";

type ReviewQueueProps = Readonly<{
  reviews: readonly ReviewItem[];
  waiting: number;
  /** Null: they may only look. */
  mark: ((callId: string, isDone: boolean) => Promise<Saved<unknown>>) | null;
}>;

/** The calls to look at, the most urgent first; all of it goes by keys. */
export function ReviewQueue({ reviews, waiting, mark }: ReviewQueueProps) {
  const router = useRouter();
  const [at, setAt] = useState(0);
  const [done, setDone] = useState<readonly string[]>([]);
  const list = useRef<HTMLUListElement>(null);
  const shown = reviews.filter(({ callId }) => !done.includes(callId));
  const current = shown[Math.min(at, shown.length - 1)];
  const move = (by: number) =>
    setAt((from) => Math.max(0, Math.min(shown.length - 1, Math.min(from, shown.length - 1) + by)));
  const change = async (callId: string, isDone: boolean) => {
    if (!mark) return;
    setDone((known) => (isDone ? [...known, callId] : known.filter((one) => one !== callId)));
    const saved = await mark(callId, isDone);
    if (saved.ok) return router.refresh();
    setDone((known) => known.filter((one) => one !== callId));
    showError(saved.message);
  };
  usePageKeys([
    { key: "j", does: "Next call to review", run: () => move(1) },
    { key: "k", does: "The call before", run: () => move(-1) },
    { key: "o", does: "Open the call’s scores", run: () => current && router.push(`/calls/${current.callId}/quality`) },
    { key: "d", does: "Mark it as reviewed", run: () => current && void change(current.callId, true) },
    { key: "u", does: "Take the last mark back", run: () => done.length > 0 && void change(done.at(-1) ?? "", false) },
  ]);
  const currentId = current?.callId;
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [currentId]);
  return (
    <div className="mx-auto w-full max-w-5xl p-4">
      <p className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-text-3">
        <span className="figures">{waiting - done.length} to review</span>
        <span className="hidden items-center gap-1.5 md:flex">
          <Kbd>j</Kbd>
          <Kbd>k</Kbd> move <Kbd>o</Kbd> open <Kbd>d</Kbd> reviewed <Kbd>u</Kbd> undo
        </span>
        {mark && done.length > 0 ? (
          <Button size="sm" look="ghost" onClick={() => void change(done.at(-1) ?? "", false)}>
            <Undo2 aria-hidden className="size-3.5" />
            Undo
          </Button>
        ) : null}
      </p>
      <ul
        ref={list}
        aria-label="Calls to review"
        className="divide-y divide-line rounded-xl border border-line bg-surface"
      >
        {shown.map((review, index) => (
          <li
            key={review.callId}
            aria-current={review === current ? "true" : undefined}
            className={clsx("flex items-start gap-3 px-4 py-3", review === current && "bg-accent-soft")}
          >
            <span className="w-14 shrink-0 pt-0.5">
              <Chip tone={scoreTone(review.qaScore)}>{percent(review.qaScore)}</Chip>
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13">
                <Link
                  href={`/calls/${review.callId}/quality`}
                  onFocus={() => setAt(index)}
                  className="font-medium figures hover:underline"
                >
                  {formatPhone(review.caller)}
                </Link>
                <span className="text-text-3">
                  {review.agentName}, <Ago at={review.startedAt} timeZone={review.timeZone} />
                  {review.durationMs === null ? "" : `, ${formatClock(review.durationMs)}`}
                </span>
                {review.reasons.map((reason) => (
                  <Chip key={reason} tone={reason === "sample" ? "neutral" : "warn"}>
                    {REASON_WORDS[reason] ?? reason}
                  </Chip>
                ))}
              </p>
              <p className="mt-1 line-clamp-2 text-13 text-pretty text-text-2">
                {review.summary ?? "There is no summary."}
              </p>
            </div>
            {mark ? (
              <Button
                size="sm"
                onClick={() => void change(review.callId, true)}
                aria-label={`Mark the call of ${formatPhone(review.caller)} as reviewed`}
              >
                <Check aria-hidden className="size-3.5" />
                <span className="hidden sm:inline">Reviewed</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
