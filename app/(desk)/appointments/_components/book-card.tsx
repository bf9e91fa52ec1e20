"use client";

import Link from "next/link";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Failure } from "@/components/ui/failure";
import { SelectField } from "@/components/ui/select-field";
import type { AppointmentBookResource } from "@/lib/contracts/appointment-books";
import type { Saved } from "@/lib/contracts/saved";
import { saveBookAction } from "../actions";
import type { Bookables } from "./bookables";
import { CalendlyFields } from "./calendly-fields";
import { GoogleFields } from "./google-fields";

type BookCardProps = Readonly<{ book: AppointmentBookResource; bookables: Bookables; mayConfigure: boolean }>;
type Failed = Extract<Saved<unknown>, { ok: false }>;
type Kind = AppointmentBookResource["kind"];

const TITLES = { google_calendar: "Google Calendar", calendly: "Calendly" } as const;

/** Where appointments are booked: in our own book, or in Google Calendar or Calendly beside it. */
export function BookCard({ book, bookables, mayConfigure }: BookCardProps) {
  const [kind, setKind] = useState<Kind>(book.kind);
  const [calendarId, setCalendarId] = useState(book.kind === "google_calendar" ? (book.calendarId ?? "") : "primary");
  const [resources, setResources] = useState<Record<string, string>>(book.resources);
  const [services, setServices] = useState<Record<string, string>>(book.services);
  const [failure, setFailure] = useState<Failed | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  const [isPending, start] = useTransition();
  const isOff = !mayConfigure || isPending;
  const isConnected = kind === "own" || book.connected.includes(kind);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = {
      own: {},
      google_calendar: { calendarId: calendarId.trim() || null, resources: given(resources) },
      calendly: { services: given(services) },
    }[kind];
    start(async () => {
      const saved = await saveBookAction(bookables.businessId, { kind, ...wanted });
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
          onChange={({ target }) => {
            setKind(target.value as Kind);
            setFailure(null);
            setIsSaved(false);
          }}
        >
          <option value="own">This calendar alone</option>
          <option value="google_calendar">Google Calendar as well</option>
          <option value="calendly">Calendly as well</option>
        </SelectField>
        {kind === "own" || isConnected ? null : (
          <p className="text-13 text-pretty text-bad">
            {TITLES[kind]} is not connected.{" "}
            <Link className="underline" href={`/settings/integrations/${kind}`}>
              Connect it first
            </Link>
            .
          </p>
        )}
        {kind === "google_calendar" ? (
          <GoogleFields
            calendarId={calendarId}
            onCalendarId={setCalendarId}
            calendars={resources}
            onCalendars={setResources}
            resources={bookables.resources}
            disabled={isOff}
            errors={failure?.fields ?? {}}
          />
        ) : null}
        {kind === "calendly" && !mayConfigure ? (
          <p className="text-13 text-text-2">
            {bookables.services
              .filter(({ id }) => services[id])
              .map(({ name }) => name)
              .join(", ")}
            : booked at Calendly.
          </p>
        ) : null}
        {kind === "calendly" && isConnected && mayConfigure ? (
          <CalendlyFields
            chosen={services}
            onChosen={setServices}
            services={bookables.services}
            disabled={isOff}
            errors={failure?.fields ?? {}}
          />
        ) : null}
        <Failure message={failure?.message ?? null} />
        {mayConfigure ? (
          <div className="flex items-center gap-3">
            <Button type="submit" look="primary" disabled={isPending || !isConnected}>
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

const given = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ""));
