import "server-only";
import { webEnv } from "@/lib/env/web";
import { integrationDeps } from "@/lib/services/integrations/installation";

/** How integrations reach their vendors from the web app. */
export const webIntegrationDeps = () =>
  integrationDeps({ allow: webEnv().WEB_FETCH_ALLOW?.split(",") ?? [], now: () => new Date() });
