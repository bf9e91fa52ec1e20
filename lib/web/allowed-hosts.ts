import "server-only";
import { webEnv } from "@/lib/env/web";

/** host:port of what this installation lets be reached within. */
export const allowedHosts = (): readonly string[] => webEnv().WEB_FETCH_ALLOW?.split(",") ?? [];
