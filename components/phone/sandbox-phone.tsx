"use client";

import dynamic from "next/dynamic";
import { PhoneSkeleton } from "./phone-skeleton";

export type PhoneNumberChoice = { e164: string; label: string; agentName: string | null };

export type SandboxPhoneProps = Readonly<{
  numbers: readonly PhoneNumberChoice[];
  /** The recogniser is the sandbox's, which understands no voices but its own. */
  hearsOnlySandbox: boolean;
}>;

/** A telephone on the screen. Its script loads after the page, and it shows when it works. */
export const SandboxPhone = dynamic<SandboxPhoneProps>(
  () => import("./sandbox-phone-panel").then(({ SandboxPhonePanel }) => SandboxPhonePanel),
  { ssr: false, loading: PhoneSkeleton },
);
