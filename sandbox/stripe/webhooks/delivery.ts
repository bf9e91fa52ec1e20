import type { Controls } from "../../stand-in";
import type { StripeEvent, WebhookEndpoint } from "../model-sessions";
import { signatureHeader } from "./signature";

/** How events are sent: held back until released, more than once, late, or in another order than they happened. */
export interface DeliverySettings {
  readonly hold: boolean;
  /** Copies beside the one. */
  readonly duplicates: number;
  readonly delayMs: number;
  readonly order: "as-happened" | "reversed" | "shuffled";
}

/** One event for one endpoint, and what became of it. */
export interface Delivery {
  readonly event: StripeEvent;
  readonly endpoint: string;
  readonly url: string;
  state: "delivered" | "failed" | "held" | "waiting";
  attempts: number;
  lastStatus: number | null;
  lastProblem: string | null;
}

const NORMAL: DeliverySettings = { hold: false, duplicates: 0, delayMs: 0, order: "as-happened" };
/** Shorter than Stripe's hours, so that a person who restarts their server sees the retry. */
const RETRY_AFTER_MS = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000] as const;
/** What happens within this time is one batch when the order is changed. */
const BATCH_MS = 50;
const TIMEOUT_MS = 10_000;
const KEPT = 1_000;

/** Sends events to the endpoints that want them, signed, and again with growing pauses until one is answered with 2xx. */
export class WebhookDelivery {
  settings: DeliverySettings = NORMAL;
  private deliveries: Delivery[] = [];
  private batch: Delivery[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly aborter = new AbortController();

  constructor(
    private readonly endpoints: () => Iterable<WebhookEndpoint>,
    private readonly secretOf: (endpointId: string) => string | undefined,
    private readonly controls: Controls,
  ) {}

  /** The newest first. */
  list(): readonly Delivery[] {
    return [...this.deliveries].reverse();
  }

  /** How many deliveries are yet to be answered. */
  get underWay(): number {
    return this.deliveries.filter(({ state }) => state === "waiting").length;
  }

  /** How many endpoints want events of this type. */
  countFor(type: string): number {
    return this.wanting(type).length;
  }

  send(event: StripeEvent): void {
    for (const endpoint of this.wanting(event.type)) {
      this.keep({
        event,
        endpoint: endpoint.id,
        url: endpoint.url,
        state: this.settings.hold ? "held" : "waiting",
        attempts: 0,
        lastStatus: null,
        lastProblem: null,
      });
    }
  }

  /** Sends what is held, in the order asked for; the number of deliveries. */
  release(order: DeliverySettings["order"]): number {
    const held = this.deliveries.filter((delivery) => delivery.state === "held");
    for (const delivery of held) delivery.state = "waiting";
    void this.sendInOrder(this.ordered(held, order));
    return held.length;
  }

  /** Sends an event again, whatever became of it before; the number of deliveries. */
  resend(eventId: string): number {
    const found = this.deliveries.filter((delivery) => delivery.event.id === eventId);
    for (const delivery of found) void this.attempt(delivery, false);
    return found.length;
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.aborter.abort();
  }

  private wanting(type: string): WebhookEndpoint[] {
    return [...this.endpoints()].filter(
      ({ status, enabled_events: events }) => status === "enabled" && (events.includes("*") || events.includes(type)),
    );
  }

  private keep(delivery: Delivery): void {
    this.deliveries.push(delivery);
    if (this.deliveries.length > KEPT) this.deliveries.shift();
    if (delivery.state === "held") return;
    this.batch.push(delivery);
    if (this.batch.length > 1) return;
    const { delayMs, order } = this.settings;
    this.later(delayMs + (order === "as-happened" ? 0 : BATCH_MS), () => {
      const batch = this.batch;
      this.batch = [];
      void this.sendInOrder(this.ordered(batch, order));
    });
  }

  private ordered(batch: readonly Delivery[], order: DeliverySettings["order"]): Delivery[] {
    if (order === "reversed") return [...batch].reverse();
    if (order === "as-happened") return [...batch];
    return batch
      .map((delivery) => ({ delivery, rank: this.controls.random() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ delivery }) => delivery);
  }

  private async sendInOrder(batch: readonly Delivery[]): Promise<void> {
    const { duplicates } = this.settings;
    for (const delivery of batch) {
      await this.attempt(delivery, true);
      for (let copy = 0; copy < duplicates; copy++) await this.attempt(delivery, false);
    }
  }

  /** @param again whether a failure is followed by another try. */
  private async attempt(delivery: Delivery, again: boolean): Promise<void> {
    const secret = this.secretOf(delivery.endpoint);
    if (secret === undefined || this.aborter.signal.aborted) return;
    delivery.attempts += 1;
    const body = JSON.stringify(delivery.event, null, 2);
    const { id, type } = delivery.event;
    try {
      const response = await fetch(delivery.url, {
        method: "POST",
        body,
        redirect: "manual",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
          // The machine's time, not the account's: what receives it compares it with its own.
          "stripe-signature": signatureHeader(body, secret, Math.floor(Date.now() / 1000)),
        },
        signal: AbortSignal.any([this.aborter.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await response.body?.cancel();
      delivery.lastStatus = response.status;
      delivery.lastProblem = response.ok ? null : `HTTP ${response.status}`;
    } catch (error) {
      if (this.aborter.signal.aborted) return;
      delivery.lastStatus = null;
      delivery.lastProblem = error instanceof Error ? error.message : String(error);
    }
    this.controls.log("stripe", "webhook", { id, type, status: delivery.lastStatus, problem: delivery.lastProblem });
    if (delivery.lastProblem === null) {
      if (delivery.state !== "delivered")
        delivery.event.pending_webhooks = Math.max(0, delivery.event.pending_webhooks - 1);
      delivery.state = "delivered";
      return;
    }
    if (!again || delivery.state === "delivered") return;
    const waitMs = RETRY_AFTER_MS[delivery.attempts - 1];
    if (waitMs === undefined) delivery.state = "failed";
    else this.later(waitMs, () => void this.attempt(delivery, true));
  }

  private later(waitMs: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, waitMs);
    timer.unref();
    this.timers.add(timer);
  }
}
