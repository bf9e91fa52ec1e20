"use client";

import { Trash2 } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import type { BusinessUsage } from "@/lib/contracts/api/businesses";
import type { Saved } from "@/lib/contracts/saved";

type DeleteBusinessProps = Readonly<{
  name: string;
  usage: BusinessUsage;
  remove: () => Promise<Saved<never>>;
}>;

/** Says first what hangs on the business; only one that nothing hangs on can be deleted, its name typed. */
export function DeleteBusiness({ name, usage, remove }: DeleteBusinessProps) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const onRemove = () =>
    startTransition(async () => {
      const outcome = await remove();
      if (!outcome.ok) setProblem(outcome.message);
    });
  return (
    <Card title="Delete">
      <div className="px-4 pt-1 pb-4">
        {usage.mayBeDeleted ? (
          <>
            <p className="text-13 text-pretty text-text-2">
              Nothing hangs on it{usage.goesAlong.length > 0 ? `; with it go ${usage.goesAlong.join(" and ")}` : ""}.
            </p>
            <Button look="danger" className="mt-3" onClick={() => setOpen(true)}>
              <Trash2 aria-hidden className="size-4" />
              Delete {name}
            </Button>
          </>
        ) : (
          <>
            <p className="text-13 text-text-2">It cannot be deleted as long as something hangs on it:</p>
            <ul className="mt-2 list-disc space-y-1 pl-5 text-13 text-pretty">
              {usage.obstacles.map((obstacle) => (
                <li key={obstacle}>{obstacle}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <Dialog open={isOpen} onOpenChange={setOpen} title={`Delete ${name}`}>
        <form
          className="space-y-4 p-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() === name) onRemove();
          }}
        >
          <p className="text-13 text-pretty text-text-2">
            {usage.goesAlong.length > 0 ? `${usage.goesAlong.join(" and ")} go with it. ` : ""}This cannot be undone.
          </p>
          <Field
            label={`Type ${name} to delete it`}
            value={typed}
            autoComplete="off"
            onChange={({ target }) => setTyped(target.value)}
            error={problem}
          />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>Keep it</Button>
            <Button type="submit" look="danger" disabled={isPending || typed.trim() !== name}>
              {isPending ? "Deleting" : "Delete for good"}
            </Button>
          </div>
        </form>
      </Dialog>
    </Card>
  );
}
