import "server-only";
import { resolveBySystem } from "@/lib/adapters/web-fetch/address-guard";
import { sendRequest } from "@/lib/adapters/http-tool/send-request";
import { webEnv } from "@/lib/env/web";
import type { SendDeps } from "@/lib/services/tools/tool-run";

/** How tools reach the systems of businesses: those of the public internet, and what this installation allows within. */
export const toolDeps = (): SendDeps => {
  const allow = webEnv().WEB_FETCH_ALLOW?.split(",") ?? [];
  return {
    send: (request, secretHeaders, options) =>
      sendRequest(request, secretHeaders, { ...options, allow, resolve: resolveBySystem }),
    now: () => new Date(),
  };
};
