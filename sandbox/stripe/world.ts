import { randomBytes } from "node:crypto";
import type { CardRule } from "./billing/cards";
import type {
  Customer,
  Invoice,
  Meter,
  MeterEvent,
  PaymentMethod,
  PendingItem,
  Price,
  Product,
  Subscription,
} from "./model";
import type { CheckoutOrder, CheckoutSession, PortalSession, StripeEvent, WebhookEndpoint } from "./model-sessions";
import type { SubscriptionSchedule } from "./model-schedules";
import type { PortalConfiguration } from "./api/portal-configuration";

/** A meter event with what was read from it. */
export interface CountedEvent extends MeterEvent {
  readonly meter: string;
  readonly customer: string;
  readonly value: number;
}

/** Everything the account has, in memory, oldest first. */
export class Store {
  readonly customers = new Map<string, Customer>();
  readonly deletedCustomers = new Set<string>();
  readonly products = new Map<string, Product>();
  readonly prices = new Map<string, Price>();
  readonly meters = new Map<string, Meter>();
  readonly meterEvents: CountedEvent[] = [];
  readonly paymentMethods = new Map<string, PaymentMethod>();
  readonly cardRules = new Map<string, CardRule>();
  readonly subscriptions = new Map<string, Subscription>();
  readonly schedules = new Map<string, SubscriptionSchedule>();
  readonly pendingItems = new Map<string, PendingItem>();
  readonly invoices = new Map<string, Invoice>();
  readonly checkoutSessions = new Map<string, CheckoutSession>();
  readonly checkoutOrders = new Map<string, CheckoutOrder>();
  readonly portalConfigurations = new Map<string, PortalConfiguration>();
  readonly portalSessions = new Map<string, PortalSession>();
  readonly events = new Map<string, StripeEvent>();
  readonly webhookEndpoints = new Map<string, WebhookEndpoint>();

  /** The object of that id, of whatever kind. */
  find(id: string): object | undefined {
    const kinds: readonly ReadonlyMap<string, object>[] = [
      this.customers,
      this.products,
      this.prices,
      this.meters,
      this.paymentMethods,
      this.subscriptions,
      this.schedules,
      this.invoices,
      this.checkoutSessions,
      this.portalConfigurations,
    ];
    for (const kind of kinds) {
      const found = kind.get(id);
      if (found) return found;
    }
    return undefined;
  }
}

/** What happens to an invoice's subscription when the last attempt to collect it failed. */
export type AfterLastAttempt = "cancel" | "leave" | "mark_unpaid";

/** The account, its clock and its voice. */
export interface World {
  readonly store: Store;
  /** Unix seconds on the account's own clock, which a control moves forward. */
  nowS(): number;
  /** Keeps an event of what happened and sends it to the webhook endpoints. */
  emit(type: string, object: object, previous?: object): void;
  /** The sandbox's address, which hosted pages live below. */
  baseUrl(): string;
  afterLastAttempt: AfterLastAttempt;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** An id as Stripe makes them: the prefix and 24 letters and digits. */
export function newId(prefix: string, length = 24): string {
  const letters = [...randomBytes(length)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return `${prefix}_${letters.join("")}`;
}

/** Changes an object and tells it as `type` with the attributes that were different before; says nothing when nothing changed. */
export function change<T extends object>(world: World, object: T, type: string, work: (object: T) => void): void {
  const before = structuredClone(object) as Record<string, unknown>;
  work(object);
  const previous = Object.fromEntries(
    Object.entries(before).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify((object as Record<string, unknown>)[key]),
    ),
  );
  if (Object.keys(previous).length > 0) world.emit(type, object, previous);
}
