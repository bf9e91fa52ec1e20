import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Logo } from "@/components/shell/logo";
import { safePath } from "@/lib/web/safe-path";
import { readAnySession } from "@/lib/web/session";
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
    <main className="flex min-h-dvh flex-col items-center justify-center px-5 py-10">
      <div className="w-full max-w-[360px]">
        <div className="mb-7 text-center">
          <Logo className="mx-auto mb-5 size-10" />
          <h1 className="text-20 font-semibold">Second factor</h1>
          <p className="mt-1 text-14 text-pretty text-text-2">
            {byRecoveryCode
              ? "Enter one of the recovery codes you kept when you set up your app. Each is good once."
              : `Your password was right, ${session.user.name}. Now enter the code that your authenticator app shows.`}
          </p>
        </div>
        <div className="rounded-xl border border-line bg-surface p-5">
          <SecondFactorForm action={showSecondFactorAction} next={target} byRecoveryCode={byRecoveryCode} />
        </div>
        <div className="mt-4 flex flex-wrap justify-between gap-x-4 gap-y-1 text-13 text-text-2">
          <Link href={byRecoveryCode ? here : `${here}&by=recovery`} className="rounded-sm underline hover:text-text">
            {byRecoveryCode ? "Use the app’s code" : "Use a recovery code"}
          </Link>
          <form action={signInAsAnotherAction}>
            <button type="submit" className="rounded-sm underline hover:text-text">
              Sign in as somebody else
            </button>
          </form>
        </div>
      </div>
    </main>
  );
}
