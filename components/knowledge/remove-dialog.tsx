"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type RemoveDialogProps = Readonly<{
  title: string;
  children: string;
  isPending: boolean;
  onRemove: () => void;
  onClose: () => void;
}>;

/** Asks before what cannot be undone. */
export function RemoveDialog({ title, children, isPending, onRemove, onClose }: RemoveDialogProps) {
  return (
    <Dialog open onOpenChange={onClose} title={title}>
      <div className="space-y-4 px-4 py-4">
        <p className="text-13 text-pretty text-text-2">{children}</p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep</Button>
          <Button look="danger" disabled={isPending} onClick={onRemove}>
            Remove
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
