import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { sandboxInbox } from "@/lib/web/sandbox-inbox";
import { readSession } from "@/lib/web/session";
import { AuthFrame } from "../_components/auth-frame";
import { AuthLink } from "../_components/auth-link";
import { MailRequestForm } from "../_components/mail-request-form";
import { SandboxMailNote } from "../_components/sandbox-mail-note";
import { resendAction } from "./actions";
import { rememberedMailbox } from "./mailbox-cookie";

export const metadata: Metadata = { title: "Confirm your e-mail address" };

/** Look into your mailbox; or have the mail sent again. */
export default async function VerifyEmailPage() {
  const session = await readSession();
  if (session?.user.emailVerified) {
    return (
      <AuthFrame title="Your address is confirmed" subtitle={session.user.email}>
        <ButtonLink href="/home" look="primary" size="lg" className="w-full">
          Go to Aybiza
        </ButtonLink>
      </AuthFrame>
    );
  }
  const email = session?.user.email ?? (await rememberedMailbox());
  return (
    <AuthFrame
      title={email ? "Look into your mailbox" : "Confirm your e-mail address"}
      subtitle={
        email
          ? `A mail to ${email} says how to go on. It can take a minute; look into the folder for spam too.`
          : "Say which address, and we mail a new link to it."
      }
      footer={
        <>
          <AuthLink href="/sign-in">Sign in</AuthLink>
          <AuthLink href="/sign-up">Sign up with another address</AuthLink>
        </>
      }
    >
      <div className="space-y-4">
        <SandboxMailNote inboxUrl={sandboxInbox(email)} />
        <MailRequestForm
          action={resendAction}
          email={email ?? ""}
          label={email ? "Send the mail again" : "Send the mail"}
          busyLabel="Sending"
          autoFocus={email === null}
        />
      </div>
    </AuthFrame>
  );
}
