import type { Metadata } from "next";
import { Button, ButtonLink } from "@/components/ui/button";
import { checkLink } from "@/lib/services/mail-links/use-link";
import { AuthFrame } from "../../_components/auth-frame";
import { AuthLink } from "../../_components/auth-link";
import { verifyEmailAction } from "../actions";

export const metadata: Metadata = { title: "Confirm your e-mail address" };

type VerifyLinkPageProps = Readonly<{ params: Promise<{ token: string }> }>;

/** What the mailed link opens. Opening it changes nothing. */
export default async function VerifyLinkPage({ params }: VerifyLinkPageProps) {
  const { token } = await params;
  const link = await checkLink("verify_email", token);
  if (link.problem !== null) {
    const isUsed = link.problem === "used";
    return (
      <AuthFrame
        title={isUsed ? "This link was used" : "This link does not work"}
        subtitle={isUsed ? "If it was you, your address is confirmed and you can sign in." : link.words}
        footer={
          isUsed ? (
            <AuthLink href="/verify-email">Get a new link</AuthLink>
          ) : (
            <AuthLink href="/sign-in">Sign in</AuthLink>
          )
        }
      >
        <ButtonLink href={isUsed ? "/sign-in" : "/verify-email"} look="primary" size="lg" className="w-full">
          {isUsed ? "Sign in" : "Get a new link"}
        </ButtonLink>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title="Confirm your e-mail address"
      subtitle={`You signed up with ${link.email}. If it was not you, close this page.`}
    >
      <form action={verifyEmailAction.bind(null, token)}>
        <Button type="submit" look="primary" size="lg" className="w-full">
          Confirm address
        </Button>
      </form>
    </AuthFrame>
  );
}
