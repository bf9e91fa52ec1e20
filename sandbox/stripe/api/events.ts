import { invalidParam } from "./api-error";
import { fromPath, page, type Call, type Route } from "./route";

function createEndpoint({ account, params }: Call): object {
  const url = params.required("url");
  if (!/^https?:\/\/.+/.test(url)) throw invalidParam("Not a valid URL", "url", "url_invalid");
  const events = params.strings("enabled_events");
  if (events.length === 0) params.missing("enabled_events");
  const description = params.emptyable("description") ?? null;
  const apiVersion = params.string("api_version") ?? null;
  const metadata = params.metadata();
  params.finish();
  const { endpoint, secret } = account.addEndpoint(url, { events, description, apiVersion });
  endpoint.metadata = metadata;
  // The secret is shown this once.
  return { ...endpoint, secret };
}

function updateEndpoint(call: Call): object {
  const endpoint = fromPath(call.account.store.webhookEndpoints, "webhook endpoint", call);
  const { params } = call;
  const url = params.string("url");
  const events = params.has("enabled_events") ? params.strings("enabled_events") : undefined;
  const disabled = params.boolean("disabled");
  const description = params.emptyable("description");
  const metadata = params.metadata(endpoint.metadata);
  params.finish();
  endpoint.url = url ?? endpoint.url;
  if (events) endpoint.enabled_events = [...events];
  if (disabled !== undefined) endpoint.status = disabled ? "disabled" : "enabled";
  if (description !== undefined) endpoint.description = description;
  endpoint.metadata = metadata;
  return endpoint;
}

export const eventRoutes: readonly Route[] = [
  {
    on: "GET /v1/events",
    operation: "events.list",
    answer(call) {
      const type = call.params.string("type");
      const types = call.params.strings("types");
      call.params.ignore("delivery_success");
      const matches = (name: string, wanted: string) =>
        wanted === name || (wanted.endsWith("*") && name.startsWith(wanted.slice(0, -1)));
      const all = [...call.account.store.events.values()].filter(
        (one) =>
          (type === undefined || matches(one.type, type)) &&
          (types.length === 0 || types.some((wanted) => matches(one.type, wanted))),
      );
      return page(call, "/v1/events", all);
    },
  },
  {
    on: "GET /v1/events/:id",
    operation: "events.retrieve",
    answer: (call) => fromPath(call.account.store.events, "event", call),
  },
  { on: "POST /v1/webhook_endpoints", operation: "webhook_endpoints.create", answer: createEndpoint },
  {
    on: "GET /v1/webhook_endpoints",
    operation: "webhook_endpoints.list",
    answer: (call) => page(call, "/v1/webhook_endpoints", [...call.account.store.webhookEndpoints.values()]),
  },
  {
    on: "GET /v1/webhook_endpoints/:id",
    operation: "webhook_endpoints.retrieve",
    answer: (call) => fromPath(call.account.store.webhookEndpoints, "webhook endpoint", call),
  },
  { on: "POST /v1/webhook_endpoints/:id", operation: "webhook_endpoints.update", answer: updateEndpoint },
  {
    on: "DELETE /v1/webhook_endpoints/:id",
    operation: "webhook_endpoints.delete",
    answer(call) {
      const { id } = fromPath(call.account.store.webhookEndpoints, "webhook endpoint", call);
      call.account.store.webhookEndpoints.delete(id);
      return { id, object: "webhook_endpoint", deleted: true };
    },
  },
];
