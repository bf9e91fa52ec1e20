"use client";

import { clsx } from "clsx";
import { Bookmark, Trash2, Users } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { showError } from "@/components/ui/toast";
import type { Saved } from "@/lib/contracts/saved";

export type ShownView = {
  id: string;
  name: string;
  href: string;
  shared: boolean;
  ownerName: string;
  mayChange: boolean;
};

type SavedViewsProps = Readonly<{
  views: readonly ShownView[];
  /** The page's own address, as far as it filters. */
  here: string;
  isFiltered: boolean;
  actions: {
    save: (input: { name: string; shared: boolean; address: string }) => Promise<Saved<{ id: string }>>;
    remove: (viewId: string) => Promise<Saved<null>>;
  } | null;
}>;

/** Filters under a name, one's own and those that others share. */
export function SavedViews({ views, here, isFiltered, actions }: SavedViewsProps) {
  const router = useRouter();
  const [isNaming, setNaming] = useState(false);
  const [isBusy, start] = useTransition();
  const shown = views.find(({ href }) => href === here);
  if (views.length === 0 && !(isFiltered && actions)) return null;
  return (
    <nav
      aria-label="Views"
      className="flex shrink-0 items-center gap-1 overflow-x-auto border-b border-line bg-surface px-4 py-2 scroll-quiet"
    >
      <View href="/calls" isCurrent={here === "/calls"}>
        All calls
      </View>
      {views.map(({ id, name, href, shared, ownerName }) => (
        <View key={id} href={href} isCurrent={href === here}>
          {name}
          {shared ? (
            <>
              <Users aria-hidden className="size-3 text-text-3" />
              <span className="sr-only">, shared by {ownerName}</span>
            </>
          ) : null}
        </View>
      ))}
      <span className="flex-1" />
      {shown?.mayChange && actions ? (
        <Button
          look="ghost"
          size="sm"
          disabled={isBusy}
          onClick={() =>
            start(async () => {
              const removed = await actions.remove(shown.id);
              if (!removed.ok) showError(removed.message);
              router.refresh();
            })
          }
        >
          <Trash2 aria-hidden className="size-3.5" />
          Remove view
        </Button>
      ) : null}
      {isFiltered && !shown && actions ? (
        <Button look="ghost" size="sm" onClick={() => setNaming(true)}>
          <Bookmark aria-hidden className="size-3.5" />
          Save view
        </Button>
      ) : null}
      <Dialog open={isNaming} onOpenChange={setNaming} title="Save these filters as a view">
        {actions ? <NameView here={here} save={actions.save} onDone={() => setNaming(false)} /> : null}
      </Dialog>
    </nav>
  );
}

function View({
  href,
  isCurrent,
  children,
}: Readonly<{ href: string; isCurrent: boolean; children: React.ReactNode }>) {
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className={clsx(
        "flex h-7 max-w-56 shrink-0 items-center gap-1.5 truncate rounded-md px-2.5 text-12 font-medium",
        isCurrent ? "bg-accent-soft text-ai" : "bg-surface-2 text-text-2 hover:text-text",
      )}
    >
      {children}
    </Link>
  );
}

type NameViewProps = Readonly<{
  here: string;
  save: NonNullable<SavedViewsProps["actions"]>["save"];
  onDone: () => void;
}>;

function NameView({ here, save, onDone }: NameViewProps) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, start] = useTransition();
  const send = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      const saved = await save({ name, shared, address: here });
      if (!saved.ok) return setProblem(saved.fields?.["name"] ?? saved.message);
      onDone();
      router.refresh();
    });
  };
  return (
    <form onSubmit={send} className="space-y-4 p-4">
      <Field
        label="Name"
        name="name"
        maxLength={60}
        placeholder="Refunds that are not settled"
        value={name}
        error={problem}
        onChange={({ target }) => setName(target.value)}
      />
      <label className="flex items-center gap-2 text-13">
        <input
          type="checkbox"
          checked={shared}
          onChange={({ target }) => setShared(target.checked)}
          className="size-4 accent-accent"
        />
        Everybody in the organization sees it
      </label>
      <Button type="submit" look="primary" disabled={isBusy || name.trim() === ""}>
        {isBusy ? "Saving" : "Save view"}
      </Button>
    </form>
  );
}
