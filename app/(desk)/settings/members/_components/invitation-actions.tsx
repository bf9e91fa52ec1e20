"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { showError } from "@/components/ui/toast";
import type { ActionState } from "../../_components/use-form-action";

type InvitationActionsProps = Readonly<{
  id: string;
  email: string;
  resend: (id: string) => Promise<ActionState>;
  revoke: (id: string) => Promise<ActionState>;
}>;

export function InvitationActions({ id, email, resend, revoke }: InvitationActionsProps) {
  const [isPending, start] = useTransition();
  const [news, setNews] = useState("");
  const run = (action: (id: string) => Promise<ActionState>) =>
    start(async () => {
      const state = await action(id);
      if (state.status === "failed") showError(state.message);
      setNews(state.status === "done" ? state.message : "");
    });
  return (
    <div className="relative flex flex-wrap items-center justify-end gap-1.5">
      <span role="status" className="sr-only">
        {news}
      </span>
      <Button size="sm" disabled={isPending} onClick={() => run(resend)} aria-label={`Send again to ${email}`}>
        Send again
      </Button>
      <Button
        size="sm"
        look="danger"
        disabled={isPending}
        onClick={() => run(revoke)}
        aria-label={`Take back the invitation to ${email}`}
      >
        Take back
      </Button>
    </div>
  );
}
