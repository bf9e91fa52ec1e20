import { cookies } from "next/headers";
import { sharedEnv } from "@/lib/env/shared";

const NAME = "aybiza_mailbox";
const MAX_AGE_S = 60 * 60;

/** Which mailbox this browser was told to look into, so that the next page can say it and have the mail sent again. */
export async function rememberMailbox(email: string): Promise<void> {
  const secure = sharedEnv().PUBLIC_WEB_URL.startsWith("https:");
  const options = { httpOnly: true, sameSite: "lax" as const, secure, path: "/verify-email", maxAge: MAX_AGE_S };
  (await cookies()).set(NAME, email, options);
}

export async function rememberedMailbox(): Promise<string | null> {
  return (await cookies()).get(NAME)?.value ?? null;
}
