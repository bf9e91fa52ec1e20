"use client";

import Link from "next/link";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import type { AppointmentBookResource } from "@/lib/contracts/appointment-books";
import type { Saved } from "@/lib/contracts/saved";
import { saveBookAction } from "../actions";
import type { Bookables } from "./bookables";

type BookCardProps = Readonly<{ book: AppointmentBookResource; bookables: Bookables; mayConfigure: boolean }>;
type Failed = Extract<Saved<unknown>, { ok: false }>;

/** Where appointments are booked: in our own book, or in Google Calendar beside it, with a calendar for everybody and one for each. */
export function BookCard({ book, bookables, mayConfigure }: BookCardProps) {
  const [kind, setKind] = useState(book.kind);
  const [calendarId, setCalendarId] = useState(book.kind === "own" ? "primary" : (book.calendarId ?? ""));
  const [resources, setResources] = useState<Record<string, string>>(book.resources);
  const [failure, setFailure] = useState<Failed | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  const [isPending, start] = useTransition();
  const isOff = !mayConfigure || isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = Object.entries(resources).filter(([, id]) => id.trim() !== "");
    const google = { calendarId: calendarId.trim() || null, resources: Object.fromEntries(given) };
    start(async () => {
      const saved = await saveBookAction(bookables.businessId, kind === "own" ? { kind } : { kind, ...google });
      setFailure(saved.ok ? null : saved);
      setIsSaved(saved.ok);
    });
  };
  return (
    <Card title="Where it is booked" hint="For what is booked from now on">
      <form noValidate onSubmit={submit} className="space-y-4 px-4 pt-1 pb-4">
        <SelectField
          label="Book"
          className="max-w-80"
          value={kind}
          disabled={isOff}
          onChange={({ target }) => setKind(target.value as AppointmentBookResource["kind"])}
        >
          <option value="own">This calendar alone</option>
          <option value="google_calendar">Google Calendar as well</option>
        </SelectField>
        {kind === "google_calendar" ? (
          <>
            {book.connected ? null : (
              <p className="text-13 text-pretty text-bad">
                Google Calendar is not connected.{" "}
                <Link className="underline" href="/settings/integrations">
                  Connect it first
                </Link>
                .
              </p>
            )}
            <p className="text-13 text-pretty text-text-2">
              What is in these calendars counts as taken. A caller hears that it is booked once it stands there; when
              Google can’t be reached, the caller hears that, and nothing is booked.
            </p>
            <Field
              label="Everybody’s calendar"
              value={calendarId}
              disabled={isOff}
              onChange={({ target }) => setCalendarId(target.value)}
              maxLength={200}
              autoComplete="off"
              placeholder="primary"
              error={failure?.fields["calendarId"] ?? null}
            />
            {bookables.resources.map(({ id, name }) => (
              <Field
                key={id}
                label={`Calendar of ${name}`}
                value={resources[id] ?? ""}
                disabled={isOff}
                onChange={({ target }) => setResources({ ...resources, [id]: target.value })}
                maxLength={200}
                autoComplete="off"
                placeholder="None of their own"
                error={failure?.fields[`resources.${id}`] ?? null}
              />
            ))}
            <p className="text-12 text-pretty text-text-3">
              A calendar’s id is in Google Calendar under Settings, Integrate calendar; “primary” is the first one of
              the account.
            </p>
          </>
        ) : null}
        <Failure message={failure?.message ?? null} />
        {mayConfigure ? (
          <div className="flex items-center gap-3">
            <Button type="submit" look="primary" disabled={isPending}>
              {isPending ? "Saving" : "Save"}
            </Button>
            <p role="status" className="text-13 text-text-2">
              {isSaved && !isPending ? "Saved." : ""}
            </p>
          </div>
        ) : null}
      </form>
    </Card>
  );
}
