"use client";

import { useRouter } from "next/navigation";
import { useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { type Outcome, sendAgainAction, sendFailedAgainAction, testWebhookAction } from "../actions";
import { useChange } from "../../_components/use-change";

const LOOK_EVERY_MS = 1_500;
/** A request and its answer take ten seconds at most. */
const LOOKS = 9;

/** Runs it, says what came of it, and looks for some seconds how the deliveries go on. */
function useSending<T>(action: () => Promise<Outcome<T>>, wordsOf: (data: T) => string) {
  const router = useRouter();
  const { run, isPending, failure } = useChange();
  const [done, setDone] = useState<string | null>(null);
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    if (looks === 0) return;
    const timer = setTimeout(() => {
      router.refresh();
      setLooks(looks - 1);
    }, LOOK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [looks, router]);
  const send = () =>
    run(action, (data) => {
      setDone(wordsOf(data));
      setLooks(LOOKS);
      router.refresh();
    });
  return { send, isPending, news: failure?.message ?? (isPending ? null : done), isBad: failure !== null };
}

const News = ({ news, isBad }: Readonly<{ news: string | null; isBad: boolean }>) => (
  <p role="status" className={`text-12 ${isBad ? "text-bad" : "text-text-2"}`}>
    {news}
  </p>
);

export function TestButton({ webhookId }: Readonly<{ webhookId: string }>) {
  const { send, isPending, ...news } = useSending(
    () => testWebhookAction(webhookId),
    () => "Sent. What came of it stands below.",
  );
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button disabled={isPending} onClick={send}>
        Send a test
      </Button>
      <News {...news} />
    </div>
  );
}

export function SendAgain({ webhookId, deliveryId }: Readonly<{ webhookId: string; deliveryId: string }>) {
  const { send, isPending, ...news } = useSending(
    () => sendAgainAction(webhookId, deliveryId),
    () => "It is sent again.",
  );
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button disabled={isPending} onClick={send}>
        Send again
      </Button>
      <News {...news} />
    </div>
  );
}

const SINCE = [
  { days: 1, words: "in the last day" },
  { days: 7, words: "in the last 7 days" },
  { days: 30, words: "in the last 30 days" },
];

export function SendFailedAgain({ webhookId }: Readonly<{ webhookId: string }>) {
  const id = useId();
  const [days, setDays] = useState(1);
  const { send, isPending, ...news } = useSending(
    () => sendFailedAgainAction(webhookId, days),
    ({ count }) => (count === 0 ? "There was none." : count === 1 ? "1 is sent again." : `${count} are sent again.`),
  );
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-3 text-13 text-text-2">
      <label htmlFor={id}>Send again all that failed</label>
      <Select id={id} value={days} onChange={({ target: { value } }) => setDays(Number(value))}>
        {SINCE.map(({ days: each, words }) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </Select>
      <Button disabled={isPending} onClick={send}>
        Send them
      </Button>
      <News {...news} />
    </div>
  );
}
