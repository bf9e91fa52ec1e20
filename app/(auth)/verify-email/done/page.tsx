import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { AuthFrame } from "../../_components/auth-frame";

export const metadata: Metadata = { title: "Address confirmed" };

export default function VerifiedPage() {
  return (
    <AuthFrame title="Your address is confirmed" subtitle="Now your agents can make calls, and you can invite people.">
      <ButtonLink href="/home" look="primary" size="lg" className="w-full">
        Go to Aybiza
      </ButtonLink>
    </AuthFrame>
  );
}
