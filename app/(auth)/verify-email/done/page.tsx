import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { PlanKey } from "@/lib/contracts/billing";
import { PLANS } from "@/lib/domain/billing/plans";
import { AuthFrame } from "../../_components/auth-frame";
import { AuthLink } from "../../_components/auth-link";

export const metadata: Metadata = { title: "Address confirmed" };

type VerifiedPageProps = Readonly<{ searchParams: Promise<{ plan?: string | string[] }> }>;

export default async function VerifiedPage({ searchParams }: VerifiedPageProps) {
  const wanted = PlanKey.safeParse((await searchParams).plan);
  if (!wanted.success) {
    return (
      <AuthFrame
        title="Your address is confirmed"
        subtitle="Now your agents can make calls, and you can invite people."
      >
        <ButtonLink href="/home" look="primary" size="lg" className="w-full">
          Go to Aybiza
        </ButtonLink>
      </AuthFrame>
    );
  }
  const { name } = PLANS[wanted.data];
  return (
    <AuthFrame
      title="Your address is confirmed"
      subtitle={`You chose ${name}. Pay for it now, or try everything first: the trial runs either way.`}
      footer={<AuthLink href="/home">Go to Aybiza, on trial</AuthLink>}
    >
      <ButtonLink href={`/billing?plan=${wanted.data}`} look="primary" size="lg" className="w-full">
        Go on to {name}
      </ButtonLink>
    </AuthFrame>
  );
}
