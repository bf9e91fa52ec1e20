import { randomUUID } from "node:crypto";

/** A place that an event type offers. */
export interface PlaceSetup {
  readonly kind: string;
  readonly location?: string;
}
export interface Question {
  readonly name: string;
  readonly required: boolean;
}
/** When an event type can be booked, by the wall clock of the account's zone. */
export interface Hours {
  /** 0 is Sunday. */
  readonly days: readonly number[];
  readonly from: string;
  readonly until: string;
  readonly everyMinutes: number;
}

export interface EventType {
  readonly uuid: string;
  readonly name: string;
  readonly slug: string;
  readonly active: boolean;
  readonly durationMinutes: number;
  readonly locations: readonly PlaceSetup[] | null;
  readonly pooling: "round_robin" | null;
  /** How many may come at once; above 1 it is a group event. */
  readonly capacity: number;
  readonly questions: readonly Question[];
  readonly hours: Hours;
  /** Only these starts are offered, in place of the hours. */
  starts: readonly number[] | undefined;
}

export interface Cancellation {
  readonly canceledBy: string;
  readonly reason: string | null;
  readonly cancelerType: "host" | "invitee";
  readonly atMs: number;
}
export interface Invitee {
  readonly uuid: string;
  readonly email: string;
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly timezone: string;
  readonly textReminderNumber: string | null;
  readonly answers: readonly { readonly question: string; readonly answer: string; readonly position: number }[];
  readonly tracking: Readonly<Record<string, string | null>>;
  readonly createdAtMs: number;
  readonly cancellation: Cancellation | null;
}
export interface BookedEvent {
  readonly uuid: string;
  readonly typeUuid: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly place: { readonly type: string; readonly location?: string | null };
  readonly guests: readonly string[];
  readonly invitees: readonly Invitee[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly cancellation: Cancellation | null;
}

export interface Account {
  readonly email: string;
  readonly name: string;
  readonly timeZone: string;
  /** What may be asked how often, and whether bookings may be made at all, hangs on it. */
  readonly plan: "free" | "standard" | "enterprise";
  readonly userUuid: string;
  readonly organizationUuid: string;
  readonly types: Map<string, EventType>;
  readonly events: Map<string, BookedEvent>;
  /** When the host is away by a calendar of their own. */
  readonly busy: { readonly startMs: number; readonly endMs: number }[];
  /** When requests and bookings were asked for, for the limits. */
  requestsAtMs: number[];
  bookingsAtMs: number[];
}

/** One change that an app asked for, and whether it was done: tests count these. */
export interface Write {
  readonly atMs: number;
  readonly account: string;
  readonly operation: string;
  readonly event: string;
  /** The fault that hit it. */
  readonly fault: string | null;
}

export type TypeSetup = Omit<EventType, "uuid" | "starts">;
export interface AccountSetup {
  readonly name: string;
  readonly timeZone: string;
  readonly plan: Account["plan"];
  readonly types: readonly TypeSetup[];
}

const DEFAULT_SETUP: AccountSetup = {
  name: "Sandbox Host",
  timeZone: "America/New_York",
  plan: "standard",
  types: [
    {
      name: "30 Minute Meeting",
      slug: "30min",
      active: true,
      durationMinutes: 30,
      locations: [{ kind: "outbound_call" }],
      pooling: null,
      capacity: 1,
      questions: [],
      hours: { days: [1, 2, 3, 4, 5], from: "09:00", until: "17:00", everyMinutes: 30 },
    },
  ],
};

/** Every Calendly account that somebody let an app into, with its event types and what is booked, in memory. */
export class World {
  readonly accounts = new Map<string, Account>();
  readonly writes: Write[] = [];
  /** What was accepted and shall disappear. */
  readonly doomed = new Set<() => void>();

  /** The account of that address, made when it is first asked for. */
  account(email: string): Account {
    return this.accounts.get(email) ?? this.setUp(email, DEFAULT_SETUP);
  }

  /** An account anew. */
  setUp(email: string, { types, ...setup }: AccountSetup): Account {
    const made = types.map((type): EventType => ({ ...type, uuid: randomUUID(), starts: undefined }));
    const account: Account = {
      email,
      ...setup,
      userUuid: randomUUID(),
      organizationUuid: randomUUID(),
      types: new Map(made.map((type) => [type.uuid, type])),
      events: new Map(),
      busy: [],
      requestsAtMs: [],
      bookingsAtMs: [],
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

export const typeBySlug = (account: Account, slug: string): EventType | undefined =>
  [...account.types.values()].find((type) => type.slug === slug);
