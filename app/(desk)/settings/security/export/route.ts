import { exportSelf } from "@/lib/services/privacy/export-self";
import { downloadFor } from "@/lib/web/download";

/** POST, by the form on the security page: what is kept of the person who asks, as JSON. */
export const POST = downloadFor(async ({ user, sessionId, context: { requestId, ip } }) => ({
  fileName: "my-data.json",
  body: await exportSelf({ user, sessionId, requestId, ...(ip ? { ip } : {}) }),
}));
