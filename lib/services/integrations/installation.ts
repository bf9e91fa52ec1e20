import { setTimeout as delay } from "node:timers/promises";
import { sendRequest } from "@/lib/adapters/http-tool/send-request";
import { resolveBySystem } from "@/lib/adapters/web-fetch/address-guard";
import type { Integration, OAuth } from "@/lib/domain/integrations/integration";
import type { Client } from "@/lib/domain/integrations/oauth";
import { integrationsEnv, type IntegrationsEnvironment } from "@/lib/env/integrations";
import { sharedEnv } from "@/lib/env/shared";
import type { SendDeps } from "../tools/tool-run";

export type ClientName = OAuth["client"];

export type IntegrationDeps = SendDeps & {
  /** The apps of this installation, by vendor. */
  clients: Partial<Record<ClientName, Client>>;
  /** Where a vendor is in place of its own addresses. */
  bases: Partial<Record<ClientName, string>>;
  /** Where vendors send people back to. */
  redirectUri: string;
  wait(ms: number): Promise<void>;
};

const PREFIXES: Record<ClientName, "GOOGLE" | "CALENDLY" | "SLACK" | "HUBSPOT" | "SALESFORCE" | "NOTION"> = {
  google: "GOOGLE",
  calendly: "CALENDLY",
  slack: "SLACK",
  hubspot: "HUBSPOT",
  salesforce: "SALESFORCE",
  notion: "NOTION",
};
const NAMES = Object.keys(PREFIXES) as ClientName[];

/** How integrations reach their vendors: what this installation has registered, and what it allows within. `allow`: host:port. */
export function integrationDeps(
  { allow, now }: { allow: readonly string[]; now(): Date },
  env: IntegrationsEnvironment = integrationsEnv(),
): IntegrationDeps {
  const clients: IntegrationDeps["clients"] = {};
  const bases: IntegrationDeps["bases"] = {};
  for (const name of NAMES) {
    const prefix = PREFIXES[name];
    const [id, secret, base] = [
      env[`${prefix}_OAUTH_CLIENT_ID`],
      env[`${prefix}_OAUTH_CLIENT_SECRET`],
      env[`${prefix}_API_URL`],
    ];
    if (id && secret) clients[name] = { id, secret };
    if (base) bases[name] = base;
  }
  // Where the operator says a vendor is, it may be.
  const within = [...allow, ...Object.values(bases).map(hostAndPort)];
  return {
    clients,
    bases,
    redirectUri: `${sharedEnv().PUBLIC_WEB_URL}/settings/integrations/callback`,
    send: (request, secretHeaders, options) =>
      sendRequest(request, secretHeaders, { ...options, allow: within, resolve: resolveBySystem }),
    now,
    wait: (ms) => delay(ms),
  };
}

function hostAndPort(address: string): string {
  const { hostname, port, protocol } = new URL(address);
  return `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
}

/** Where a vendor's address is in this installation. */
export const originIn = (deps: Pick<IntegrationDeps, "bases">, { auth }: Integration, origin: string): string =>
  auth.kind === "oauth" ? (deps.bases[auth.client] ?? origin) : origin;

/** Null where this installation has no app registered with the vendor. */
export const clientIn = (deps: Pick<IntegrationDeps, "clients">, { auth }: Integration): Client | null =>
  auth.kind === "oauth" ? (deps.clients[auth.client] ?? null) : null;
