import type { BoundRequest } from "@/lib/domain/tools/http-tool/bind-request";
import type { Integration, VendorRequest } from "@/lib/domain/integrations/integration";

/** A request to where the account's API is. */
export function boundRequest(
  { headers: always }: Integration,
  apiUrl: string,
  { method, path, query, body, headers }: VendorRequest,
): BoundRequest {
  const url = new URL(`${apiUrl}${path}`);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return {
    method,
    url,
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...always,
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
  };
}
