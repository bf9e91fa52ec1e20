import { countMeterEvent, meterValue } from "../billing/metering";
import type { Meter } from "../model";
import { change, newId } from "../world";
import { invalidParam } from "./api-error";
import { fromPath, page, type Call, type Route } from "./route";

const WINDOW_S = { hour: 3_600, day: 86_400 } as const;
const MINUTE_S = 60;

function createMeter({ account, params }: Call): Meter {
  const eventName = params.required("event_name");
  const displayName = params.required("display_name");
  const aggregation = params.object("default_aggregation") ?? params.missing("default_aggregation");
  const formula = aggregation.oneOf("formula", ["count", "last", "sum"] as const) ?? aggregation.missing("formula");
  const mapping = params.object("customer_mapping");
  mapping?.oneOf("type", ["by_id"] as const);
  const customerKey = mapping?.required("event_payload_key") ?? "stripe_customer_id";
  const valueKey = params.object("value_settings")?.required("event_payload_key") ?? "value";
  const window = params.oneOf("event_time_window", ["day", "hour"] as const) ?? null;
  params.finish();
  const taken = [...account.store.meters.values()].find(
    (one) => one.event_name === eventName && one.status === "active",
  );
  if (taken) {
    throw invalidParam(
      `An active meter (${taken.id}) already exists for event name ${eventName}.`,
      "event_name",
      "resource_already_exists",
    );
  }
  const nowS = account.nowS();
  const meter: Meter = {
    id: newId("mtr_test"),
    object: "billing.meter",
    created: nowS,
    customer_mapping: { event_payload_key: customerKey, type: "by_id" },
    default_aggregation: { formula },
    display_name: displayName,
    event_name: eventName,
    event_time_window: window,
    livemode: false,
    status: "active",
    status_transitions: { deactivated_at: null },
    updated: nowS,
    value_settings: { event_payload_key: valueKey },
  };
  account.store.meters.set(meter.id, meter);
  account.emit("billing.meter.created", meter);
  return meter;
}

function summaries(call: Call): object {
  const { account, params } = call;
  const meter = fromPath(account.store.meters, "meter", call);
  const customer = params.required("customer");
  const start = params.integer("start_time") ?? params.missing("start_time");
  const end = params.integer("end_time") ?? params.missing("end_time");
  const window = params.oneOf("value_grouping_window", ["day", "hour"] as const);
  const stepS = window ? WINDOW_S[window] : MINUTE_S;
  for (const [name, value] of Object.entries({ start_time: start, end_time: end })) {
    if (value % stepS !== 0)
      throw invalidParam(`The ${name} must be aligned with ${window ?? "minute"} boundaries.`, name);
  }
  if (end <= start) throw invalidParam("The end_time must be after the start_time.", "end_time");
  const spans: { from: number; to: number }[] = [];
  for (let from = end - (window ? stepS : end - start); from >= start; from -= window ? stepS : end - start) {
    spans.push({ from, to: window ? from + stepS : end });
  }
  const found = spans.flatMap(({ from, to }) => {
    const value = meterValue(account.store, meter, customer, from, to);
    if (window && value === 0) return [];
    return [
      {
        id: `mtrusg_test_${meter.id}_${from}_${to}`,
        object: "billing.meter_event_summary",
        aggregated_value: value,
        end_time: to,
        livemode: false,
        meter: meter.id,
        start_time: from,
      },
    ];
  });
  return page(call, `/v1/billing/meters/${meter.id}/event_summaries`, found.reverse());
}

export const meterRoutes: readonly Route[] = [
  { on: "POST /v1/billing/meters", operation: "meters.create", answer: createMeter },
  {
    on: "GET /v1/billing/meters",
    operation: "meters.list",
    answer(call) {
      const status = call.params.oneOf("status", ["active", "inactive"] as const);
      return page(
        call,
        "/v1/billing/meters",
        [...call.account.store.meters.values()].filter((one) => status === undefined || one.status === status),
      );
    },
  },
  {
    on: "GET /v1/billing/meters/:id",
    operation: "meters.retrieve",
    answer: (call) => fromPath(call.account.store.meters, "meter", call),
  },
  {
    on: "POST /v1/billing/meters/:id",
    operation: "meters.update",
    answer(call) {
      const meter = fromPath(call.account.store.meters, "meter", call);
      const name = call.params.string("display_name");
      call.params.finish();
      change(call.account, meter, "billing.meter.updated", (one) => void (one.display_name = name ?? one.display_name));
      return meter;
    },
  },
  ...(["deactivate", "reactivate"] as const).map((verb): Route => ({
    on: `POST /v1/billing/meters/:id/${verb}`,
    operation: `meters.${verb}`,
    answer(call) {
      const meter = fromPath(call.account.store.meters, "meter", call);
      call.params.finish();
      const off = verb === "deactivate";
      change(call.account, meter, off ? "billing.meter.deactivated" : "billing.meter.reactivated", (one) => {
        one.status = off ? "inactive" : "active";
        one.status_transitions.deactivated_at = off ? call.account.nowS() : null;
      });
      return meter;
    },
  })),
  { on: "GET /v1/billing/meters/:id/event_summaries", operation: "meters.event_summaries", answer: summaries },
  {
    on: "POST /v1/billing/meter_events",
    operation: "meter_events.create",
    answer({ account, params }) {
      const eventName = params.required("event_name");
      if (!params.has("payload")) params.missing("payload");
      const given = {
        eventName,
        payload: params.map("payload"),
        identifier: params.string("identifier"),
        timestamp: params.integer("timestamp"),
      };
      params.finish();
      return countMeterEvent(account, given);
    },
  },
];
