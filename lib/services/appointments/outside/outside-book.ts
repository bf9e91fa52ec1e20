import type { Openings, Span } from "@/lib/domain/appointments/outside-times";
import { type FieldErrors, ServiceError } from "../../errors";

/** An appointment as it is to stand in a calendar outside. */
export type OutsideEntry = Span & {
  appointmentId: string;
  timeZone: string;
  title: string;
  words: string;
  /** Whose it is. */
  name: string;
  phone: string | null;
  email: string | null;
};

/** What an entry is called until its book has named it. */
export const placeholderOf = (appointmentId: string) => appointmentId.replaceAll("-", "");

/** What came of a change outside: it stands as it should, it surely does not, or nobody knows. */
export type Kept =
  /** `left`: what should not be there any more and could not be taken out. */
  | { kind: "kept"; externalId: string; left: readonly string[] }
  | { kind: "refused"; problem: string }
  | { kind: "unknown"; problem: string };

/**
 * The port: a calendar that appointments are booked in beside our own book, which stays the one that two callers never get a time from. Nothing here
 * rejects because of the vendor, and nothing takes longer than a caller waits.
 */
export interface OutsideBook {
  /** As people know it. */
  readonly title: string;
  /** Whether it takes nobody without an e-mail address. */
  readonly needsEmail: boolean;
  /** What is taken in these calendars, or which starts they give. */
  openings(calendarIds: readonly string[], span: Span): Promise<Openings | { problem: string }>;
  /** Enters it, or changes what is there of it: once, however often it is asked; read again before it is said to be kept. */
  place(calendarId: string, entry: OutsideEntry, isThere: boolean): Promise<Kept>;
  /** Takes it out; `wasThere`: false when there was nothing. */
  remove(
    calendarId: string,
    externalId: string,
    entry: OutsideEntry,
  ): Promise<{ wasThere: boolean } | { problem: string }>;
  /** Takes out whose it is and leaves that the time is taken. `isFinal`: asking again changes nothing. */
  forget(
    calendarId: string,
    externalId: string,
    entry: OutsideEntry,
  ): Promise<{ forgotten: true } | { problem: string; isFinal: boolean }>;
  /** Where it stands now; null: nowhere. */
  look(calendarId: string, externalId: string): Promise<{ span: Span | null } | { problem: string }>;
}

/** The calendar outside did not do it: nothing was changed in our book. `told` is for a model that talks with a caller. */
export class OutsideTrouble extends ServiceError {
  override name = "OutsideTrouble";
  constructor(
    message: string,
    readonly told: string,
    /** What has to be given first, by its field; without it, asking again later may do. */
    needed?: FieldErrors,
  ) {
    super(needed ? "INVALID" : "UNAVAILABLE", message, needed ? { fields: needed } : { retryAfterMs: 60_000 });
  }
}
