import { sandboxEnv } from "@/lib/env/sandbox";

/** Where mail to an address can be read while the sandbox takes it in place of a mail server; null with a real one. */
export function sandboxInbox(email: string | null, env = sandboxEnv()): string | null {
  if (!env.SANDBOX_URL || !env.SANDBOX_VENDORS?.split(",").includes("mail")) return null;
  return `${env.SANDBOX_URL}/mail${email ? `?to=${encodeURIComponent(email)}` : ""}`;
}
