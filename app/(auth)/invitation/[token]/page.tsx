import { MailX } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";
import { Button, ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import type { InvitationOffer } from "@/lib/contracts/members";
import { findInvitation } from "@/lib/services/invitations/find-invitation";
import { readAnySession } from "@/lib/web/session";
import { AcceptForm, JoinForm } from "./_components/join-form";
import { acceptAction, joinAction, signOutAndStayAction } from "./actions";

export const metadata: Metadata = { title: "Invitation", robots: { index: false }, referrer: "no-referrer" };

type InvitationPageProps = Readonly<{ params: Promise<{ token: string }> }>;
type Open = Extract<InvitationOffer, { state: "open" }>;

/** Looking uses nothing up: mail programs open links by themselves. Joining takes a button. */
export default async function InvitationPage({ params }: InvitationPageProps) {
  const { token } = await params;
  const offer = await findInvitation(token);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-5 py-10">
      {offer.state === "open" ? <Offer offer={offer} token={token} /> : <Closed offer={offer} />}
    </main>
  );
}

async function Offer({ offer, token }: Readonly<{ offer: Open; token: string }>) {
  const { organizationName, inviterName, role, email } = offer;
  return (
    <div className="w-full max-w-[360px]">
      <div className="mb-7 text-center">
        <Logo className="mx-auto mb-5 size-10" />
        <h1 className="text-20 font-semibold text-balance">Join {organizationName}</h1>
        <p className="mt-1 text-14 text-pretty text-text-2">
          {inviterName ? `${inviterName} invites` : "You are invited: this is for"}{" "}
          <span className="font-medium break-all">{email}</span> to work in {organizationName} on Aybiza as{" "}
          <span className="font-medium">{role}</span>.
        </p>
      </div>
      <div className="rounded-xl border border-line bg-surface p-5">
        <WayIn offer={offer} token={token} />
      </div>
    </div>
  );
}

/** What the visitor has to do, by who they are here. */
async function WayIn({ offer, token }: Readonly<{ offer: Open; token: string }>): Promise<ReactNode> {
  const session = await readAnySession();
  const { email, organizationName, hasAccount } = offer;
  const next = encodeURIComponent(`/invitation/${token}`);
  if (session && session.user.email !== email) {
    return (
      <form action={signOutAndStayAction} className="space-y-4">
        <input type="hidden" name="token" value={token} />
        <p className="text-14 text-pretty text-text-2">
          You are signed in as <span className="font-medium break-all">{session.user.email}</span>. This invitation is
          for <span className="font-medium break-all">{email}</span> alone.
        </p>
        <Button type="submit" look="primary" size="lg" className="w-full">
          Sign out and go on
        </Button>
        <ButtonLink href="/home" size="lg" className="w-full">
          Stay signed in
        </ButtonLink>
      </form>
    );
  }
  if (session && !session.isComplete) {
    return (
      <ButtonLink href={`/second-factor?next=${next}`} look="primary" size="lg" className="w-full">
        Show your second factor to go on
      </ButtonLink>
    );
  }
  if (session) return <AcceptForm action={acceptAction} token={token} organizationName={organizationName} />;
  if (hasAccount) {
    return (
      <div className="space-y-4">
        <p className="text-14 text-pretty text-text-2">
          There is an account for this address. Sign in with it to join.
        </p>
        <ButtonLink href={`/sign-in?next=${next}`} look="primary" size="lg" className="w-full">
          Sign in
        </ButtonLink>
      </div>
    );
  }
  return <JoinForm action={joinAction} token={token} email={email} organizationName={organizationName} />;
}

const WORDS = {
  accepted: ["This invitation was used already", "If it was you, sign in. If not, ask who invited you for a new one."],
  revoked: ["This invitation was taken back", "Ask who invited you for a new one."],
  expired: ["This invitation has expired", "Links are good for 7 days. Ask who invited you to send it again."],
  unknown: [
    "This link is no invitation",
    "Part of it may be missing, or a newer invitation was sent since: look for the newest mail.",
  ],
} as const;

function Closed({ offer }: Readonly<{ offer: Exclude<InvitationOffer, Open> }>) {
  const [title, words] = WORDS[offer.state];
  return (
    <StatePanel
      level={1}
      icon={<MailX className="size-5" />}
      title={title}
      action={
        <ButtonLink href="/sign-in" size="lg">
          Sign in
        </ButtonLink>
      }
    >
      {offer.state === "unknown" ? words : `It was to join ${offer.organizationName}. ${words}`}
    </StatePanel>
  );
}
