import "server-only";
import { resolveBySystem } from "@/lib/adapters/web-fetch/address-guard";
import type { SiteReader } from "@/lib/adapters/web-fetch/read-site";
import { sandboxEnv } from "@/lib/env/sandbox";
import { webEnv } from "@/lib/env/web";

/** How websites of businesses are read: the public internet's alone, and what this installation allows within. */
export const siteReader = (): SiteReader => ({
  allow: webEnv().WEB_FETCH_ALLOW?.split(",") ?? [],
  resolve: resolveBySystem,
  timeoutMs: 10_000,
  maxBytes: 2_000_000,
  userAgent: "AybizaSetup/1.0 (+reads a business's own website once, at its owner's wish)",
});

/** A website to try it with, where the sandbox is there and may be read; else null. */
export function exampleSite(): string | null {
  const sandboxUrl = sandboxEnv().SANDBOX_URL;
  if (!sandboxUrl) return null;
  const isAllowed = siteReader().allow.includes(new URL(sandboxUrl).host);
  return isAllowed ? `${sandboxUrl}/example-site/` : null;
}
