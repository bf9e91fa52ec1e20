"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useState, useTransition } from "react";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { showError } from "@/components/ui/toast";
import type { FeedResource, MadeFeed } from "@/lib/contracts/appointments";
import type { Saved } from "@/lib/contracts/saved";
import { createFeedAction, revokeFeedAction } from "../actions";
import type { Bookables } from "./bookables";

type FeedCardProps = Readonly<{ bookables: Bookables; feeds: readonly FeedResource[] }>;

/** Secret addresses under which other calendars read the appointments. */
export function FeedCard({ bookables, feeds }: FeedCardProps) {
  const [isMaking, setMaking] = useState(false);
  const [isPending, start] = useTransition();
  const revoke = (feedId: string) =>
    start(async () => {
      const saved = await revokeFeedAction(feedId);
      if (!saved.ok) showError(saved.message);
    });
  const nameOf = (id: string | null) => bookables.resources.find((each) => each.id === id)?.name;
  return (
    <Card
      title="Calendar feeds"
      hint="For Google Calendar, Outlook, Apple Calendar"
      action={
        <Button size="sm" onClick={() => setMaking(true)}>
          <Plus aria-hidden className="size-3.5" />
          New feed
        </Button>
      }
    >
      {feeds.length === 0 ? (
        <p className="px-4 pt-1 pb-4 text-13 text-pretty text-text-3">
          No feed yet. A feed is a secret address that another calendar reads every few minutes; it shows who comes
          when, and stops when you revoke it.
        </p>
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {feeds.map((feed) => (
            <li key={feed.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
              <div className="min-w-0 flex-1">
                <p className="text-14 font-medium">{feed.name}</p>
                <p className="mt-0.5 text-13 text-text-2">
                  {nameOf(feed.resourceId) ?? "Everybody"} ·{" "}
                  {feed.lastReadAt ? (
                    <>
                      read <Ago at={feed.lastReadAt} timeZone={bookables.timeZone} />
                    </>
                  ) : (
                    "not read yet"
                  )}
                </p>
              </div>
              <Button
                size="sm"
                look="danger"
                disabled={isPending}
                aria-label={`Revoke ${feed.name}`}
                onClick={() => revoke(feed.id)}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isMaking ? <NewFeed bookables={bookables} onClose={() => setMaking(false)} /> : null}
    </Card>
  );
}

function NewFeed({ bookables, onClose }: Readonly<{ bookables: Bookables; onClose: () => void }>) {
  const [made, setMade] = useState<MadeFeed | null>(null);
  const [failure, setFailure] = useState<Extract<Saved<unknown>, { ok: false }> | null>(null);
  const [isPending, start] = useTransition();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const resourceId = String(form.get("resourceId") ?? "") || null;
    start(async () => {
      const input = { businessId: bookables.businessId, resourceId, name: String(form.get("name") ?? "") };
      const saved = await createFeedAction(input);
      if (saved.ok) setMade(saved.data);
      else setFailure(saved);
    });
  };
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title="New feed">
      {made ? (
        <>
          <div className="space-y-3 p-4 text-13 text-text-2">
            <p>
              Add this address to the other calendar as one to subscribe to. It is shown this once, and whoever has it
              reads your customers’ names.
            </p>
            <div className="flex items-start gap-2 rounded-lg border border-line bg-surface-2 py-1.5 pr-1.5 pl-3">
              <code className="min-w-0 flex-1 py-1 font-mono text-12 leading-5 break-all text-text-2">{made.url}</code>
              <CopyButton text={made.url} label="Copy the address" compact />
            </div>
          </div>
          <div className="flex justify-end border-t border-line px-4 py-3">
            <Button look="primary" onClick={onClose}>
              Done
            </Button>
          </div>
        </>
      ) : (
        <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
          <div className="space-y-4 overflow-y-auto p-4">
            <Field
              label="Name"
              name="name"
              maxLength={100}
              autoComplete="off"
              autoFocus
              placeholder="Whose calendar reads it"
              error={failure?.fields["name"] ?? null}
            />
            <SelectField label="Appointments of" name="resourceId" defaultValue="">
              <option value="">Everybody</option>
              {bookables.resources.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
            <Failure message={failure?.message ?? null} />
          </div>
          <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
            <Button onClick={onClose}>Close</Button>
            <Button type="submit" look="primary" disabled={isPending}>
              {isPending ? "Making" : "Make the address"}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
