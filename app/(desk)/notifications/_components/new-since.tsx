"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useLiveEvent } from "@/components/live/use-live-event";
import { Button } from "@/components/ui/button";

/** What came since the page was made is counted, not pushed in under the pointer. */
export function NewSince() {
  const router = useRouter();
  const [count, setCount] = useState(0);
  const [isPending, start] = useTransition();
  useLiveEvent("notification.created", () => setCount((known) => known + 1));
  if (count === 0) return null;
  const show = () =>
    start(() => {
      setCount(0);
      router.refresh();
    });
  return (
    <p className="mb-3 flex justify-center">
      <Button size="sm" onClick={show} disabled={isPending}>
        Show {count} new {count === 1 ? "notification" : "notifications"}
      </Button>
    </p>
  );
}
