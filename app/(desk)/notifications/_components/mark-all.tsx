"use client";

import { CheckCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useNotifications } from "@/components/notifications/notifications-context";
import { Button } from "@/components/ui/button";
import { showError } from "@/components/ui/toast";

/** Marks read what was there when the page was made. */
export function MarkAll({ newestAt }: Readonly<{ newestAt: string | null }>) {
  const { unread, setUnread, actions } = useNotifications();
  const router = useRouter();
  const [isPending, start] = useTransition();
  const markAll = () =>
    start(async () => {
      try {
        setUnread(await actions.markAllRead(newestAt));
        router.refresh();
      } catch {
        showError("Nothing was marked: the server was not reached. Try again.");
      }
    });
  return (
    <Button size="sm" title="Mark all read" onClick={markAll} disabled={isPending || !unread || newestAt === null}>
      <CheckCheck aria-hidden className="size-3.5" />
      <span className="max-sm:sr-only">Mark all read</span>
    </Button>
  );
}
