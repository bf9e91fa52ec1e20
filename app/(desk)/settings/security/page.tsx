import { ShieldAlert } from "lucide-react";
import type { Metadata } from "next";
import { getSecondFactor } from "@/lib/services/second-factor/get-second-factor";
import { getSecondFactorRule } from "@/lib/services/second-factor/require-of-everyone";
import { listSessions } from "@/lib/services/sessions/list-sessions";
import { requireMember, requireSelf } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { eraseSelfAction } from "./actions";
import { AccountCard } from "./_components/account-card";
import { PasswordCard } from "./_components/password-card";
import { RuleCard } from "./_components/rule-card";
import { SecondFactorCard } from "./_components/second-factor-card";
import { SessionsCard } from "./_components/sessions-card";

export const metadata: Metadata = { title: "Security" };

export default async function SecurityPage() {
  const { membership, context, mustSetUpSecondFactor } = await requireMember();
  const self = await requireSelf();
  const [secondFactor, sessions, rule] = await Promise.all([
    getSecondFactor(self),
    listSessions(self),
    context.permissions.has("security.write") ? getSecondFactorRule(context) : null,
  ]);
  return (
    <SettingsPage title="Security" hint="How you sign in, and where you are signed in.">
      {mustSetUpSecondFactor ? (
        <p role="status" className="flex items-start gap-2 rounded-lg bg-warn-soft px-3 py-2.5 text-13 text-warn">
          <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            {membership.organizationName} asks everyone for a second factor. Set one up here; everything else opens when
            that is done.
          </span>
        </p>
      ) : null}
      <SecondFactorCard {...secondFactor} isDue={mustSetUpSecondFactor} timeZone={membership.timeZone} />
      <PasswordCard email={self.user.email} />
      <SessionsCard sessions={sessions} timeZone={membership.timeZone} />
      <AccountCard email={self.user.email} action={eraseSelfAction} />
      {rule ? (
        <RuleCard {...rule} organizationName={membership.organizationName} hasOwn={secondFactor.since !== null} />
      ) : null}
    </SettingsPage>
  );
}
