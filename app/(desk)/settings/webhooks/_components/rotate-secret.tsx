"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { rotateSecretAction } from "../actions";
import { ShownSecret } from "./shown-secret";
import { useChange } from "../../_components/use-change";

/** Asks before another secret takes the place of this one, and shows it. */
export function RotateSecret({ webhookId }: Readonly<{ webhookId: string }>) {
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const { run, isPending, failure } = useChange();
  const close = () => {
    setIsOpen(false);
    setSecret(null);
    router.refresh();
  };
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>New secret</Button>
      <Dialog
        open={isOpen}
        onOpenChange={(open) => (open || secret ? undefined : close())}
        title={secret ? "The new signing secret" : "New signing secret"}
      >
        {secret ? (
          <ShownSecret secret={secret} isRotation onKept={close} />
        ) : (
          <>
            <div className="space-y-4 p-4 text-14 text-text-2">
              <p>
                Another secret signs what is sent from now on. The one before signs too for 24 hours, and no longer:
                give your system the new one until then.
              </p>
              <Failure message={failure?.message ?? null} />
            </div>
            <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
              <Button onClick={close}>Cancel</Button>
              <Button
                look="primary"
                disabled={isPending}
                onClick={() =>
                  run(
                    () => rotateSecretAction(webhookId),
                    (made) => setSecret(made.secret),
                  )
                }
              >
                Make the new secret
              </Button>
            </div>
          </>
        )}
      </Dialog>
    </>
  );
}
