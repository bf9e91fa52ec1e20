import { randomUUID } from "node:crypto";
import { invalidParam, StripeApiError } from "../api/api-error";
import type { Meter, MeterEvent } from "../model";
import type { CountedEvent, Store, World } from "../world";

const DAY_S = 86_400;
const PAST_LIMIT_S = 35 * DAY_S;
const FUTURE_LIMIT_S = 5 * 60;
const IDENTIFIER_KEPT_S = DAY_S;

/**
 * Counts one meter event. An identifier that was used in the last 24 hours is refused, as Stripe refuses it, and changes nothing. An event for
 * a customer that does not exist is accepted and counts for nobody: Stripe finds that out afterwards.
 */
export function countMeterEvent(
  world: World,
  given: {
    readonly eventName: string;
    readonly payload: Record<string, string>;
    readonly identifier: string | undefined;
    readonly timestamp: number | undefined;
  },
): MeterEvent {
  const { store } = world;
  const nowS = world.nowS();
  const { eventName, payload, identifier = randomUUID(), timestamp = nowS } = given;
  const meter = [...store.meters.values()].find((one) => one.event_name === eventName && one.status === "active");
  if (!meter) {
    throw invalidParam(`No active meter found for event name ${eventName}.`, "event_name", "resource_missing");
  }
  if (identifier.length > 100) throw invalidParam("Invalid string: must be at most 100 characters", "identifier");
  const customerKey = meter.customer_mapping.event_payload_key;
  const customer = payload[customerKey];
  if (!customer) throw invalidParam(`The payload must contain the key ${customerKey}.`, "payload", "parameter_missing");
  const valueText = payload[meter.value_settings.event_payload_key];
  const isCount = meter.default_aggregation.formula === "count";
  if (!isCount && !/^-?\d{1,15}(\.\d{1,12})?$/.test(valueText ?? "")) {
    const name = `payload[${meter.value_settings.event_payload_key}]`;
    throw invalidParam(`The value of ${name} must be a number.`, name);
  }
  if (timestamp < nowS - PAST_LIMIT_S) {
    const message = "The timestamp is too far in the past: it must be within the past 35 calendar days.";
    throw invalidParam(message, "timestamp", "timestamp_too_far_in_past");
  }
  if (timestamp > nowS + FUTURE_LIMIT_S) {
    const message = "The timestamp is in the future: it must be at most 5 minutes ahead.";
    throw invalidParam(message, "timestamp", "timestamp_in_future");
  }
  if (store.meterEvents.some((one) => one.identifier === identifier && one.created > nowS - IDENTIFIER_KEPT_S)) {
    throw new StripeApiError(400, "invalid_request_error", `An event already exists with identifier ${identifier}.`, {
      code: "duplicate_meter_event",
      param: "identifier",
    });
  }
  const event: MeterEvent = {
    object: "billing.meter_event",
    created: nowS,
    event_name: eventName,
    identifier,
    livemode: false,
    payload,
    timestamp,
  };
  store.meterEvents.push({ ...event, meter: meter.id, customer, value: isCount ? 1 : Number(valueText) });
  return event;
}

/** The meter's value for a customer from `startS` (inclusive) to `endS` (exclusive). */
export function meterValue(store: Store, meter: Meter, customer: string, startS: number, endS: number): number {
  const events = store.meterEvents.filter(
    (event) =>
      event.meter === meter.id && event.customer === customer && event.timestamp >= startS && event.timestamp < endS,
  );
  return aggregate(meter, events);
}

function aggregate(meter: Meter, events: readonly CountedEvent[]): number {
  if (meter.default_aggregation.formula === "last") {
    return [...events].sort((a, b) => a.timestamp - b.timestamp).at(-1)?.value ?? 0;
  }
  // Twelve places are the most a value has; this keeps 0.1 + 0.2 at 0.3.
  return Number(events.reduce((sum, event) => sum + event.value, 0).toFixed(9));
}
