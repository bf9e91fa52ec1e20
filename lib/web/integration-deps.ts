import "server-only";
import { integrationDeps } from "@/lib/services/integrations/installation";
import { allowedHosts } from "./allowed-hosts";

/** How integrations reach their vendors from the web app. */
export const webIntegrationDeps = () => integrationDeps({ allow: allowedHosts(), now: () => new Date() });
