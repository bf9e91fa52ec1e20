import { CircleAlert, FlaskConical } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Logo } from "@/components/shell/logo";
import { safePath } from "@/lib/web/safe-path";
import { readSession } from "@/lib/web/session";
import { demoSignIn } from "@/lib/web/vendors";
import { AuthLink } from "../_components/auth-link";
import { SignInForm } from "./_components/sign-in-form";
import { signInAction } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

type SignInPageProps = Readonly<{ searchParams: Promise<{ next?: string | string[] }> }>;

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next } = await searchParams;
  const target = safePath(typeof next === "string" ? next : null);
  const session = await readSession();
  if (session && session.user.memberships.length > 0) redirect(target);
  const demo = demoSignIn();
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-5 py-10">
      <div className="w-full max-w-[360px]">
        <div className="mb-7 text-center">
          <Logo className="mx-auto mb-5 size-10" />
          <h1 className="text-20 font-semibold">Sign in to Aybiza</h1>
          <p className="mt-1 text-14 text-text-2">Phone agents you can watch and trust.</p>
        </div>
        {session ? (
          <p className="mb-4 flex items-start gap-2 rounded-lg bg-warn-soft px-3 py-2.5 text-13 text-warn">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>
              You are signed in as {session.user.email}, who is a member of no organization any more. Have somebody
              invite you, or sign in as somebody else.
            </span>
          </p>
        ) : null}
        <div className="rounded-xl border border-line bg-surface p-5">
          <SignInForm action={signInAction} next={target} demo={demo} />
        </div>
        <p className="mt-4 flex flex-wrap justify-between gap-x-4 gap-y-1 text-13 text-text-2">
          <AuthLink href="/forgotten-password">Forgotten password</AuthLink>
          <AuthLink href="/sign-up">Create an account</AuthLink>
        </p>
        {demo ? (
          <p className="mt-4 flex items-start gap-2 rounded-lg bg-warn-soft px-3 py-2.5 text-13 text-warn">
            <FlaskConical aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>
              This is the sandbox. The demo’s sign-in is filled in; press Sign in to look around. No real call can be
              made or received.
            </span>
          </p>
        ) : null}
      </div>
    </main>
  );
}
