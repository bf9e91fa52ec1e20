import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { TRIAL } from "@/lib/domain/billing/plans";
import { findMember } from "@/lib/web/require-context";
import { AuthFrame } from "../_components/auth-frame";
import { AuthLink } from "../_components/auth-link";
import { SignUpForm } from "./_components/sign-up-form";
import { signUpAction } from "./actions";
import { timeZoneGroups } from "./time-zones";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage() {
  if (await findMember()) redirect("/home");
  return (
    <AuthFrame
      title="Create your account"
      subtitle={`${TRIAL.days} days on trial, with ${TRIAL.calls} calls and ${TRIAL.minutes} minutes. No card needed.`}
      footer={
        <>
          <span>
            Have an account? <AuthLink href="/sign-in">Sign in</AuthLink>
          </span>
          <span className="text-center text-12 text-text-3">
            With an account you agree to the <AuthLink href="/terms">terms</AuthLink>. What we do with your data:{" "}
            <AuthLink href="/privacy">privacy</AuthLink>.
          </span>
        </>
      }
    >
      <SignUpForm action={signUpAction} timeZones={timeZoneGroups()} />
    </AuthFrame>
  );
}
