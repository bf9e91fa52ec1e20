import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { AuthFrame } from "../../_components/auth-frame";

export const metadata: Metadata = { title: "Password changed" };

export default function PasswordChangedPage() {
  return (
    <AuthFrame title="Your password is changed" subtitle="Every browser was signed out. Sign in with the new one.">
      <ButtonLink href="/sign-in" look="primary" size="lg" className="w-full">
        Sign in
      </ButtonLink>
    </AuthFrame>
  );
}
