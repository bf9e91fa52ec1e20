import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PlanKey } from "@/lib/contracts/billing";
import { PLANS, TRIAL } from "@/lib/domain/billing/plans";
import { findMember } from "@/lib/web/require-context";
import { AuthFrame } from "../_components/auth-frame";
import { AuthLink } from "../_components/auth-link";
import { SignUpForm } from "./_components/sign-up-form";
import { signUpAction } from "./actions";
import { timeZoneGroups } from "@/lib/web/time-zones";

export const metadata: Metadata = { title: "Create an account" };

type SignUpPageProps = Readonly<{ searchParams: Promise<{ plan?: string | string[] }> }>;

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  const wanted = PlanKey.safeParse((await searchParams).plan);
  const plan = wanted.success ? wanted.data : null;
  if (await findMember()) redirect(plan === null ? "/home" : `/billing?plan=${plan}`);
  const trial = `${TRIAL.days} days on trial, with ${TRIAL.calls} calls and ${TRIAL.minutes} minutes.`;
  return (
    <AuthFrame
      title="Create your account"
      subtitle={
        plan === null
          ? `${trial} No card needed.`
          : `${trial} ${PLANS[plan].name} waits under Billing: pay for it when you like.`
      }
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
      <SignUpForm action={signUpAction} plan={plan} timeZones={timeZoneGroups()} />
    </AuthFrame>
  );
}
