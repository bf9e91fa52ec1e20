import { randomBytes } from "node:crypto";
import type { EventTime } from "./event-time";

/** What is kept of an event beside its times; the app's own fields are kept as they came. */
export interface StoredEvent {
  readonly id: string;
  readonly calendarId: string;
  readonly createdAtMs: number;
  updatedAtMs: number;
  /** Goes up with each change: the ETag. */
  version: number;
  /** Goes up when the times change (RFC 5545's SEQUENCE). */
  sequence: number;
  status: "confirmed" | "tentative" | "cancelled";
  start: EventTime;
  end: EventTime;
  fields: Readonly<Record<string, unknown>>;
}

export interface Calendar {
  readonly id: string;
  readonly summary: string;
  readonly timeZone: string;
  readonly primary: boolean;
  readonly accessRole: "owner" | "writer" | "reader" | "freeBusyReader";
  readonly events: Map<string, StoredEvent>;
}

/** A message that was sent, or that lies as a draft. */
export interface StoredMail {
  readonly id: string;
  readonly threadId: string;
  readonly labelIds: readonly string[];
  readonly receivedAtMs: number;
  /** RFC 2822, as it came. */
  readonly raw: string;
  readonly text: string;
  readonly to: readonly string[];
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}
export interface Draft {
  readonly id: string;
  readonly mail: StoredMail;
}

export interface Account {
  readonly email: string;
  readonly calendars: Map<string, Calendar>;
  readonly mail: Map<string, StoredMail>;
  readonly drafts: Map<string, Draft>;
}

/** One change that an app asked for, and whether it was done: tests count these. */
export interface Write {
  readonly atMs: number;
  readonly account: string;
  readonly operation: string;
  /** "" of mail. */
  readonly calendarId: string;
  /** Of an event or a message. */
  readonly eventId: string;
  /** The fault that hit it. */
  readonly fault: string | null;
}

export interface CalendarSetup {
  readonly timeZone: string;
  readonly calendars: readonly {
    readonly id: string;
    readonly summary: string;
    readonly timeZone?: string;
    readonly accessRole?: Calendar["accessRole"];
  }[];
}

const DEFAULT_ZONE = "America/Los_Angeles";

/** Every Google account that somebody let an app into, with its calendars and its mail, in memory. */
export class World {
  readonly accounts = new Map<string, Account>();
  readonly writes: Write[] = [];
  /** What was accepted and shall disappear. */
  readonly doomed = new Set<() => void>();

  /** The account of that address, made when it is first asked for. */
  account(email: string): Account {
    return this.accounts.get(email) ?? this.setUp(email, { timeZone: DEFAULT_ZONE, calendars: [] });
  }

  /** An account anew: its primary calendar, and others. */
  setUp(email: string, { timeZone, calendars }: CalendarSetup): Account {
    const made: Calendar[] = [
      { id: email, summary: email, timeZone, primary: true, accessRole: "owner", events: new Map() },
      ...calendars.map((one) => ({
        id: one.id,
        summary: one.summary,
        timeZone: one.timeZone ?? timeZone,
        primary: false,
        accessRole: one.accessRole ?? ("owner" as const),
        events: new Map<string, StoredEvent>(),
      })),
    ];
    const account: Account = {
      email,
      calendars: new Map(made.map((calendar) => [calendar.id, calendar])),
      mail: new Map(),
      drafts: new Map(),
    };
    this.accounts.set(email, account);
    return account;
  }

  clear(email: string | undefined): void {
    if (email === undefined) {
      this.accounts.clear();
      this.writes.length = 0;
      this.doomed.clear();
      return;
    }
    this.accounts.delete(email);
    const kept = this.writes.filter((write) => write.account !== email);
    this.writes.splice(0, this.writes.length, ...kept);
  }
}

export function findCalendar(account: Account, id: string): Calendar | undefined {
  return account.calendars.get(id === "primary" ? account.email : id);
}

/** An id as Google makes them: lower case letters a to v and digits. */
export const newEventId = (): string =>
  [...randomBytes(26)].map((byte) => "0123456789abcdefghijklmnopqrstuv"[byte % 32]).join("");
