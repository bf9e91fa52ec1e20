"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type RemovePersonProps = Readonly<{ name: string; isPending: boolean; onRemove: () => void; onClose: () => void }>;

/** The last question before a person is gone from the list. */
export function RemovePerson({ name, isPending, onRemove, onClose }: RemovePersonProps) {
  return (
    <Dialog open onOpenChange={onClose} title={`Remove ${name}?`}>
      <div className="space-y-4 px-4 py-4">
        <p className="text-13 text-pretty text-text-2">
          Their phone, hours and skills are deleted, and rules that name them go on without them. This cannot be undone;
          you can take somebody off duty instead.
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep</Button>
          <Button look="danger" disabled={isPending} onClick={onRemove}>
            Remove {name}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
