"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useLiveConnect, useLiveEvent } from "@/components/live/use-live-event";
import { type Desk, EMPTY_DESK } from "@/lib/contracts/desk";
import type { EscalationResource } from "@/lib/contracts/escalations";
import { withoutOffer, withQuestion } from "./desk-changes";

type DeskValue = Desk &
  Readonly<{
    /** Takes the card away: it was answered here. */
    closeOffer: (offerId: string) => void;
  }>;

const DeskContext = createContext<DeskValue>({ ...EMPTY_DESK, closeOffer: () => undefined });

/** Several changes at once are one question to the server. */
const GATHER_MS = 400;

type DeskProviderProps = Readonly<{
  initial: Desk;
  /** What stands now, as the server knows it; null: it could not be asked. */
  read: () => Promise<Desk | null>;
  children: ReactNode;
}>;

/** What of the desk is meant for the signed-in person, kept fresh by events; whatever was missed is read when the connection comes up. */
export function DeskProvider({ initial, read, children }: DeskProviderProps) {
  const [desk, setDesk] = useState(initial);
  const [rendered, setRendered] = useState(initial);
  if (rendered !== initial) {
    setRendered(initial);
    setDesk(initial);
  }
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const asked = useRef(0);
  const reread = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const turn = ++asked.current;
      void read()
        .catch(() => null)
        .then((fresh) => {
          if (fresh && turn === asked.current) setDesk(fresh);
        });
    }, GATHER_MS);
  }, [read]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const closeOffer = useCallback((offerId: string) => setDesk((before) => withoutOffer(before, offerId)), []);

  const onEscalation = ({ escalation }: { escalation: EscalationResource }) => {
    const ended = escalation.offers.filter(({ state }) => state !== "ringing");
    setDesk((before) => ended.reduce((known, { id }) => withoutOffer(known, id), before));
    reread();
  };
  useLiveConnect(reread);
  useLiveEvent("escalation.triggered", onEscalation);
  useLiveEvent("escalation.updated", onEscalation);
  useLiveEvent("escalation.completed", onEscalation);
  useLiveEvent("escalation.offered", (offered) => {
    // What is on its way from the server may be older than this.
    asked.current += 1;
    setDesk((before) => ({ ...before, offered }));
  });
  useLiveEvent("escalation.offer_ended", ({ offerId }) => {
    asked.current += 1;
    closeOffer(offerId);
  });
  useLiveEvent("question.asked", ({ question }) => setDesk((before) => withQuestion(before, question)));
  useLiveEvent("question.settled", ({ question }) => setDesk((before) => withQuestion(before, question)));

  const value = useMemo(() => ({ ...desk, closeOffer }), [desk, closeOffer]);
  return <DeskContext value={value}>{children}</DeskContext>;
}

export const useDesk = (): DeskValue => useContext(DeskContext);
