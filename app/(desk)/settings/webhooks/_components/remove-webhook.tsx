"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { deleteWebhookAction } from "../actions";
import { useChange } from "../../_components/use-change";

/** Asks before a webhook goes for good. */
export function RemoveWebhook({ webhookId }: Readonly<{ webhookId: string }>) {
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const { run, isPending, failure } = useChange();
  return (
    <>
      <Button look="danger" onClick={() => setIsOpen(true)}>
        Remove
      </Button>
      <Dialog open={isOpen} onOpenChange={setIsOpen} title="Remove the webhook">
        <div className="space-y-4 p-4 text-14 text-text-2">
          <p>Its secret and its deliveries go with it, and what waits is not sent. This can’t be undone.</p>
          <Failure message={failure?.message ?? null} />
        </div>
        <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
          <Button onClick={() => setIsOpen(false)}>Cancel</Button>
          <Button
            look="danger"
            disabled={isPending}
            onClick={() =>
              run(
                () => deleteWebhookAction(webhookId),
                () => router.push("/settings/webhooks"),
              )
            }
          >
            Remove it
          </Button>
        </div>
      </Dialog>
    </>
  );
}
