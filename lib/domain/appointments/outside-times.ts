import type { Claim } from "./free-slots";

/** A time in which something is taken; `untilMs` is not in it any more. */
export type Span = { fromMs: number; untilMs: number };

/** Which calendars outside of our book decide what is free. */
export type OutsideCalendars = {
  /** Everybody's; null: there is none. */
  calendarId: string | null;
  /** Of people and rooms, by their ids. */
  resources: Readonly<Record<string, string>>;
};

/** What calendars outside say of a time. */
export type Openings = {
  /** When each is taken. */
  busy: ReadonlyMap<string, readonly Span[]>;
  /** The only starts that are offered; null: any that is not taken. */
  starts: ReadonlySet<number> | null;
};

/** What is left of spans once others are taken out of them. */
export function spansWithout(spans: readonly Span[], others: readonly Span[]): Span[] {
  return others.reduce<Span[]>(
    (left, other) =>
      left.flatMap(({ fromMs, untilMs }) =>
        other.untilMs <= fromMs || untilMs <= other.fromMs
          ? [{ fromMs, untilMs }]
          : [
              { fromMs, untilMs: Math.min(untilMs, other.fromMs) },
              { fromMs: Math.max(fromMs, other.untilMs), untilMs },
            ].filter((part) => part.fromMs < part.untilMs),
      ),
    spans.map(({ fromMs, untilMs }) => ({ fromMs, untilMs })),
  );
}

/**
 * What calendars outside take of people, rooms and places. Our own appointments stand in those calendars too: they are claimed in our book already,
 * with their seats and buffers, and are taken out here, or the one that is to be moved and the other seats of a group would be in the way.
 */
export function outsideClaims(
  service: { id: string; capacity: number },
  resourceIds: readonly string[],
  calendars: OutsideCalendars,
  { busy }: Openings,
  own: readonly (Span & { calendarId: string })[],
): Claim[] {
  const takenIn = (calendarId: string | null | undefined) =>
    calendarId == null
      ? []
      : spansWithout(
          busy.get(calendarId) ?? [],
          own.filter((each) => each.calendarId === calendarId),
        );
  const everybodys = takenIn(calendars.calendarId);
  const claim = (resourceId: string, lane: number) => (span: Span) => ({
    ...{ resourceId, lane, session: "outside", seat: 0 },
    ...span,
  });
  if (resourceIds.length === 0)
    return Array.from({ length: service.capacity }, (_, lane) => everybodys.map(claim(service.id, lane))).flat();
  return resourceIds.flatMap((id) => [...everybodys, ...takenIn(calendars.resources[id])].map(claim(id, 0)));
}

/** In which calendar an appointment stands: the person's, else the room's, else everybody's; null: in our book alone. */
export const calendarOf = (
  { calendarId, resources }: OutsideCalendars,
  { staffId, roomId }: { staffId: string | null; roomId: string | null },
): string | null => (staffId && resources[staffId]) || (roomId && resources[roomId]) || calendarId;
