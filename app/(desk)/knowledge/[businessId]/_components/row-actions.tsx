import { Pencil, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Change and remove, at the end of a row; `name` is what the row is about. */
export function RowActions({
  name,
  onEdit,
  onRemove,
}: Readonly<{ name: string; onEdit: () => void; onRemove: () => void }>) {
  return (
    <div className="flex shrink-0 gap-1">
      <Button look="ghost" size="sm" className="px-1.5" aria-label={`Change ${name}`} onClick={onEdit}>
        <Pencil aria-hidden className="size-4" />
      </Button>
      <Button look="ghost" size="sm" className="px-1.5" aria-label={`Remove ${name}`} onClick={onRemove}>
        <Trash2 aria-hidden className="size-4" />
      </Button>
    </div>
  );
}
