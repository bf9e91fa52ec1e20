import { randomBytes } from "node:crypto";
import type { Controls } from "../stand-in";
import { present } from "./api/present";
import { runDue } from "./billing/due";
import type { StripeEvent, WebhookEndpoint } from "./model-sessions";
import { WebhookDelivery } from "./webhooks/delivery";
import { newId, Store, type AfterLastAttempt, type World } from "./world";

/** The API version whose shapes are spoken. */
export const API_VERSION = "2026-10-28.endive";

/** One Stripe account in memory: its objects, its clock, its events and the webhooks they are sent by. */
export class Account implements World {
  readonly store = new Store();
  readonly webhooks: WebhookDelivery;
  afterLastAttempt: AfterLastAttempt = "cancel";
  /** The request that is being answered, which events name as their cause. */
  request: { readonly id: string | null; readonly idempotency_key: string | null } = {
    id: null,
    idempotency_key: null,
  };
  private readonly secrets = new Map<string, string>();
  private readonly announced = new Set<string>();
  private aheadS = 0;
  /** Where the clock stands while it is being moved. */
  private movingAtS: number | undefined;

  constructor(
    controls: Controls,
    private readonly machineMs: () => number,
    readonly baseUrl: () => string,
  ) {
    const endpoints = () => this.store.webhookEndpoints.values();
    this.webhooks = new WebhookDelivery(endpoints, (id) => this.secrets.get(id), controls);
  }

  nowS(): number {
    return this.movingAtS ?? Math.floor(this.machineMs() / 1000) + this.aheadS;
  }

  /** Seconds that the account's clock is ahead of the machine's. */
  get ahead(): number {
    return this.aheadS;
  }

  emit(type: string, object: object, previous?: object): void {
    const event: StripeEvent = {
      id: newId("evt"),
      object: "event",
      api_version: API_VERSION,
      created: this.nowS(),
      data: {
        object: present(object, this.store),
        ...(previous && { previous_attributes: present(previous, this.store) }),
      },
      livemode: false,
      pending_webhooks: this.webhooks.countFor(type),
      request: this.request,
      type,
    };
    this.store.events.set(event.id, event);
    this.webhooks.send(event);
  }

  /** Adds an endpoint that gets these events ("*" is all), signed with `secret` or one that is made up. */
  addEndpoint(
    url: string,
    options: {
      events?: readonly string[];
      secret?: string;
      description?: string | null;
      apiVersion?: string | null;
    } = {},
  ): { endpoint: WebhookEndpoint; secret: string } {
    const endpoint: WebhookEndpoint = {
      id: newId("we"),
      object: "webhook_endpoint",
      api_version: options.apiVersion ?? null,
      application: null,
      created: this.nowS(),
      description: options.description ?? null,
      enabled_events: [...(options.events ?? ["*"])],
      livemode: false,
      metadata: {},
      status: "enabled",
      url,
    };
    const secret = options.secret ?? `whsec_${randomBytes(24).toString("hex")}`;
    this.store.webhookEndpoints.set(endpoint.id, endpoint);
    this.secrets.set(endpoint.id, secret);
    return { endpoint, secret };
  }

  /** Does what has fallen due by now. */
  catchUp(): void {
    this.runUntil(this.nowS());
  }

  /** Moves the account's clock forward by `bySeconds`, doing everything that falls due on the way, in its order. */
  advance(bySeconds: number): void {
    const fromS = this.nowS();
    this.runUntil(fromS + bySeconds);
    this.aheadS += bySeconds;
  }

  close(): void {
    this.webhooks.close();
  }

  private runUntil(untilS: number): void {
    const fromS = this.nowS();
    this.request = { id: null, idempotency_key: null };
    try {
      runDue(this, this.announced, untilS, (atS) => void (this.movingAtS = Math.max(atS, this.movingAtS ?? fromS)));
    } finally {
      this.movingAtS = undefined;
    }
  }
}
