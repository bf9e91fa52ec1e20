import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { checkLink } from "@/lib/services/mail-links/use-link";
import { AuthFrame } from "../../_components/auth-frame";
import { AuthLink } from "../../_components/auth-link";
import { newPasswordAction } from "../actions";
import { NewPasswordForm } from "./_components/new-password-form";

export const metadata: Metadata = { title: "New password" };

type NewPasswordPageProps = Readonly<{ params: Promise<{ token: string }> }>;

export default async function NewPasswordPage({ params }: NewPasswordPageProps) {
  const { token } = await params;
  const link = await checkLink("reset_password", token);
  if (link.problem !== null) {
    return (
      <AuthFrame
        title={link.problem === "used" ? "This link was used" : "This link does not work"}
        subtitle={link.words}
        footer={<AuthLink href="/sign-in">Sign in</AuthLink>}
      >
        <ButtonLink href="/forgotten-password" look="primary" size="lg" className="w-full">
          Get a new link
        </ButtonLink>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title="Choose a new password"
      subtitle={`For ${link.email}. Every browser you are signed in with is signed out.`}
    >
      <NewPasswordForm action={newPasswordAction.bind(null, token)} email={link.email} />
    </AuthFrame>
  );
}
