import type { Metadata } from "next";
import { sandboxInbox } from "@/lib/web/sandbox-inbox";
import { AuthFrame } from "../_components/auth-frame";
import { AuthLink } from "../_components/auth-link";
import { MailRequestForm } from "../_components/mail-request-form";
import { SandboxMailNote } from "../_components/sandbox-mail-note";
import { forgottenPasswordAction } from "./actions";

export const metadata: Metadata = { title: "Forgotten password" };

export default function ForgottenPasswordPage() {
  return (
    <AuthFrame
      title="Forgotten password"
      subtitle="Say which address you sign in with, and we mail a link for a new password to it."
      footer={<AuthLink href="/sign-in">Back to sign in</AuthLink>}
    >
      <div className="space-y-4">
        <SandboxMailNote inboxUrl={sandboxInbox(null)} />
        <MailRequestForm
          action={forgottenPasswordAction}
          email=""
          label="Send me a link"
          busyLabel="Sending"
          autoFocus
        />
      </div>
    </AuthFrame>
  );
}
