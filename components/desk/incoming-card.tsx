"use client";

import { isTyping } from "@/components/ui/is-typing";
import { Bell, BellOff, Phone, PhoneOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { CAUSE, PRIORITY } from "@/components/escalations/escalation-words";
import { PacketView } from "@/components/escalations/packet-view";
import { formatPhone } from "@/components/format/phone";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Kbd } from "@/components/ui/kbd";
import { useNow } from "@/components/ui/use-now";
import type { OfferedEscalation } from "@/lib/contracts/escalations";
import { isRingMuted, setRingMuted } from "./ring";
import { useRinging } from "./use-ringing";

type IncomingCardProps = Readonly<{
  offered: OfferedEscalation;
  timeZone: string;
  isPending: boolean;
  /** Why the answer did not count, in words. */
  problem: string | null;
  onAnswer: (answer: "accepted" | "declined") => void;
  /** It has rung for its time. */
  onOver: () => void;
}>;

/** A key that was on its way when the card came must not take a call. */
const DEAF_MS = 700;
/** Who answers in the last moment still meant it: the server decides. */
const GRACE_MS = 1_000;

/** A call that rings at the signed-in person: all they need before the line opens, and for how long it rings. */
export function IncomingCard({ offered, timeZone, isPending, problem, onAnswer, onOver }: IncomingCardProps) {
  const { offerId, ringsUntil, escalation } = offered;
  const { caller, reason, cause, priority, packet, agentName, businessName } = escalation;
  const heading = useRef<HTMLHeadingElement>(null);
  const shownAt = useRef(0);
  const [isMuted, setIsMuted] = useState(isRingMuted);
  const now = useNow(250);
  const leftMs = Date.parse(ringsUntil) - now;
  const name = packet?.customer.name ?? null;
  const who = name ?? formatPhone(caller);
  useRinging(offerId, `Call for you: ${who}`, isMuted || isPending);

  useEffect(() => {
    shownAt.current = performance.now();
    // What is being typed goes on where it is; the card is announced all the same.
    if (!isTyping(document.activeElement)) heading.current?.focus({ preventScroll: true });
  }, [offerId]);
  const isOver = leftMs < -GRACE_MS;
  useEffect(() => {
    if (isOver && !isPending) onOver();
  }, [isOver, isPending, onOver]);

  const onKey = (event: React.KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.repeat || isTyping(document.activeElement)) return;
    const answer = { a: "accepted", d: "declined" } as const;
    const meant = answer[event.key.toLowerCase() as "a" | "d"];
    if (!meant) return;
    // The page's own keys do not hear it.
    event.stopPropagation();
    event.preventDefault();
    if (performance.now() - shownAt.current > DEAF_MS && !isPending) onAnswer(meant);
  };
  const mute = () => {
    setRingMuted(!isMuted);
    setIsMuted(!isMuted);
  };
  return (
    <section
      role="alertdialog"
      aria-modal="false"
      aria-labelledby="incoming-heading"
      aria-describedby="incoming-reason"
      onKeyDown={onKey}
      className="floats animate-rise fixed inset-x-3 top-3 z-50 mx-auto flex max-h-[calc(100dvh-24px)] max-w-lg flex-col rounded-xl border-2 border-accent bg-surface shadow-float md:inset-x-auto md:right-4 md:w-[28rem]"
    >
      <header className="flex items-start gap-3 px-4 pt-3.5">
        <div className="min-w-0 flex-1">
          <h2
            id="incoming-heading"
            ref={heading}
            tabIndex={-1}
            className="rounded-sm text-16 font-semibold figures outline-none focus-visible:outline-2"
          >
            Call for you: {who}
          </h2>
          <p className="truncate text-12 text-text-3 figures">
            {name ? `${formatPhone(caller)} · ` : ""}
            {agentName} · {businessName}
          </p>
        </div>
        <span
          suppressHydrationWarning
          role="timer"
          aria-label="Seconds left to answer"
          className="text-20 font-semibold figures"
        >
          {Math.max(0, Math.ceil(leftMs / 1000))} s
        </span>
      </header>
      <div className="min-h-0 flex-1 space-y-3 overflow-y-auto px-4 py-3 scroll-quiet">
        <div className="flex flex-wrap gap-1.5">
          {priority === "normal" || priority === "low" ? null : (
            <Chip tone={PRIORITY[priority].tone}>{PRIORITY[priority].label}</Chip>
          )}
          <Chip>{CAUSE[cause]}</Chip>
        </div>
        <p id="incoming-reason" className="text-14 font-medium text-pretty">
          {reason}
        </p>
        {packet ? (
          <PacketView packet={packet} timeZone={timeZone} nowMs={now} isBrief />
        ) : (
          <p className="text-13 text-text-2">The summary is being written.</p>
        )}
      </div>
      <footer className="border-t border-line px-4 py-3">
        <p role="status" className="text-13 text-bad empty:hidden">
          {problem}
        </p>
        <div className="flex items-center gap-2 not-first:mt-0">
          <Button look="primary" size="lg" className="flex-1" disabled={isPending} onClick={() => onAnswer("accepted")}>
            <Phone aria-hidden className="size-4" />
            {isPending ? "Connecting" : "Accept"}
            <span className="hidden md:block">
              <Kbd>A</Kbd>
            </span>
          </Button>
          <Button size="lg" disabled={isPending} onClick={() => onAnswer("declined")}>
            <PhoneOff aria-hidden className="size-4" />
            Decline
            <span className="hidden md:block">
              <Kbd>D</Kbd>
            </span>
          </Button>
          <Button
            look="ghost"
            size="lg"
            className="px-2.5"
            aria-pressed={isMuted}
            aria-label="Mute the ringing"
            onClick={mute}
          >
            {isMuted ? <BellOff aria-hidden className="size-4" /> : <Bell aria-hidden className="size-4" />}
          </Button>
        </div>
        <p className="mt-2 text-12 text-text-3">
          Accepting opens your microphone in this browser. The caller is told that somebody is coming.
        </p>
      </footer>
    </section>
  );
}
