"use client";

import { ClipboardCheck, Download, Tag, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import type { Saved } from "@/lib/contracts/saved";
import { usePicking } from "./picked-calls";

type PickedBarProps = Readonly<{
  /** What the person may do with calls; null: they may not. */
  tag: ((callIds: string[], tags: { add: string[]; remove: string[] }) => Promise<Saved<{ changed: number }>>) | null;
  review: ((callIds: string[]) => Promise<Saved<{ queued: number }>>) | null;
  mayExport: boolean;
}>;

const calls = (count: number) => `${count} ${count === 1 ? "call" : "calls"}`;

/** What can be done with the calls that are picked, as long as some are. */
export function PickedBar({ tag, review, mayExport }: PickedBarProps) {
  const picking = usePicking();
  const router = useRouter();
  const [tags, setTags] = useState("");
  const [done, setDone] = useState<{ text: string; isProblem: boolean } | null>(null);
  const [isBusy, start] = useTransition();
  const ids = [...(picking?.picked ?? [])];

  const run = <T,>(work: () => Promise<Saved<T>>, words: (data: T) => string) =>
    start(async () => {
      const saved = await work();
      setDone(saved.ok ? { text: words(saved.data), isProblem: false } : { text: saved.message, isProblem: true });
      if (saved.ok) router.refresh();
    });
  const named = tags
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const change = (way: "add" | "remove") => {
    if (!tag || named.length === 0) return;
    const given = { add: [], remove: [], [way]: named };
    run(
      () => tag(ids, given),
      ({ changed }) =>
        changed === 0
          ? way === "add"
            ? "They had it already."
            : "None had it."
          : `${calls(changed)} ${way === "add" ? "tagged" : "without it now"}.`,
    );
    setTags("");
  };
  const exported = (format: string) =>
    `/calls/export?${new URLSearchParams([["format", format], ...ids.map((id): [string, string] => ["call", id])])}`;

  return (
    <>
      <p role="status" className="sr-only">
        {ids.length > 0 ? `${calls(ids.length)} picked. ` : ""}
        {done?.text}
      </p>
      {ids.length === 0 ? null : (
        <div
          role="toolbar"
          aria-label="With the calls picked"
          className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-accent-soft px-4 py-2 text-13"
        >
          <b className="font-semibold whitespace-nowrap figures">{calls(ids.length)} picked</b>
          {tag ? (
            <form
              className="flex items-center gap-1.5"
              onSubmit={(event) => {
                event.preventDefault();
                change("add");
              }}
            >
              <Input
                aria-label="Tags, parted by commas"
                placeholder="Tags"
                className="w-28 sm:w-36"
                maxLength={200}
                value={tags}
                onChange={({ target }) => setTags(target.value)}
              />
              <Button type="submit" disabled={isBusy || named.length === 0}>
                <Tag aria-hidden className="size-3.5" />
                Add
              </Button>
              <Button disabled={isBusy || named.length === 0} onClick={() => change("remove")}>
                Take off
              </Button>
            </form>
          ) : null}
          {review ? (
            <Button
              disabled={isBusy}
              onClick={() =>
                run(
                  () => review(ids),
                  ({ queued }) =>
                    queued === 0 ? "They wait there already." : `${calls(queued)} put in the review queue.`,
                )
              }
            >
              <ClipboardCheck aria-hidden className="size-3.5" />
              Review
            </Button>
          ) : null}
          {mayExport
            ? ["csv", "json"].map((format) => (
                <a key={format} href={exported(format)} download className={buttonClass()}>
                  <Download aria-hidden className="size-3.5" />
                  {format.toUpperCase()}
                </a>
              ))
            : null}
          {done ? (
            <span aria-hidden className={done.isProblem ? "text-bad" : "text-text-2"}>
              {done.text}
            </span>
          ) : null}
          <Button
            look="ghost"
            className="ml-auto"
            onClick={() => {
              setDone(null);
              picking?.pickAll(false);
            }}
          >
            <X aria-hidden className="size-3.5" />
            Let go
            <span className="hidden sm:block">
              <Kbd>Esc</Kbd>
            </span>
          </Button>
        </div>
      )}
    </>
  );
}
