import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { safePath } from "@/lib/web/safe-path";
import { readAnySession } from "@/lib/web/session";
import { AuthFrame } from "../_components/auth-frame";
import { AuthLink } from "../_components/auth-link";
import { SecondFactorForm } from "./_components/second-factor-form";
import { showSecondFactorAction, signInAsAnotherAction } from "./actions";

export const metadata: Metadata = { title: "Second factor" };

type SecondFactorPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

/** The half of the sign-in after the password, for those who have an authenticator app. */
export default async function SecondFactorPage({ searchParams }: SecondFactorPageProps) {
  const { next, by } = await searchParams;
  const safe = safePath(typeof next === "string" ? next : null);
  const target = safe.startsWith("/second-factor") ? "/home" : safe;
  const session = await readAnySession();
  if (!session) redirect(`/sign-in?next=${encodeURIComponent(target)}`);
  if (session.isComplete) redirect(target);
  const byRecoveryCode = by === "recovery";
  const here = `/second-factor?next=${encodeURIComponent(target)}`;
  return (
    <AuthFrame
      title="Second factor"
      subtitle={
        byRecoveryCode
          ? "Enter one of the recovery codes you kept when you set up your app. Each is good once."
          : `Your password was right, ${session.user.name}. Now enter the code that your authenticator app shows.`
      }
      footer={
        <>
          <AuthLink href={byRecoveryCode ? here : `${here}&by=recovery`}>
            {byRecoveryCode ? "Use the app’s code" : "Use a recovery code"}
          </AuthLink>
          <form action={signInAsAnotherAction}>
            <button type="submit" className="rounded-sm underline hover:text-text">
              Sign in as somebody else
            </button>
          </form>
        </>
      }
    >
      <SecondFactorForm action={showSecondFactorAction} next={target} byRecoveryCode={byRecoveryCode} />
    </AuthFrame>
  );
}
