import "server-only";
import { webIntegrationDeps } from "./integration-deps";
import { mcpClient } from "./mcp-client";

/** How tools of every kind reach their systems from the web app, also to read back what they did. */
export const webOutcomeDeps = () => ({ ...webIntegrationDeps(), call: mcpClient().call, oauth: mcpClient().oauth });
