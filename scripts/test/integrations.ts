import type { IntegrationVendor } from "@/lib/contracts/integrations";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "@/lib/services/context";
import { finishConnect, startConnect } from "@/lib/services/integrations/connect";
import { type ClientName, integrationDeps, type IntegrationDeps } from "@/lib/services/integrations/installation";
import { useIntegrationTool } from "@/lib/services/integrations/use-integration-tool";
import type { RecordedVendor } from "./recorded-vendor";

/** Everything of an installation whose vendors are all one recorded one. `at`: the time it stays, unless it is set. */
export function depsAt(vendor: Pick<RecordedVendor, "url">, clock: { at: Date }): IntegrationDeps {
  const names: ClientName[] = ["google", "calendly", "slack", "hubspot", "salesforce", "notion"];
  const of = <T>(value: T) => Object.fromEntries(names.map((name) => [name, value])) as Record<ClientName, T>;
  const { host } = new URL(vendor.url);
  return {
    ...integrationDeps({ allow: [host], now: () => clock.at }),
    clients: of({ id: "the-client", secret: "the-client-secret" }),
    bases: of(vendor.url),
    wait: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

/** Consents at a vendor whose token address answers with `tokens`. */
export async function connectAt(
  context: ServiceContext,
  vendor: IntegrationVendor,
  deps: IntegrationDeps,
): Promise<URL> {
  const { url } = await startConnect(context, vendor, {}, deps);
  const address = new URL(url ?? "");
  const state = address.searchParams.get("state");
  const finished = await finishConnect(context, { state, code: "the-code", error: null }, deps);
  if ("problem" in finished) throw new Error(`not connected: ${finished.problem}`);
  return address;
}

/** Uses an action as a call's model does. */
export async function useAction(
  context: ServiceContext,
  vendor: IntegrationVendor,
  action: string,
  input: Record<string, unknown>,
  deps: IntegrationDeps,
  caller: Record<string, string> & { call_id: string },
) {
  const { organizationId } = context;
  const tool = await withTenant(organizationId, (tx) =>
    tx.tool.findFirstOrThrow({ where: { organizationId, vendor, action } }),
  );
  return useIntegrationTool(context, { id: tool.id, version: tool.version }, caller, input, deps);
}
