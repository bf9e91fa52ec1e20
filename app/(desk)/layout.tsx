import type { ReactNode } from "react";
import { DeskCards } from "@/components/desk/desk-cards";
import { DeskProvider } from "@/components/desk/desk-provider";
import { LiveProvider } from "@/components/live/live-provider";
import { NotificationsProvider } from "@/components/notifications/notifications-context";
import { AppShell } from "@/components/shell/app-shell";
import { getBillingWarning } from "@/lib/services/billing/get-billing-warning";
import { listActiveCalls } from "@/lib/services/calls/list-active-calls";
import { countUnread } from "@/lib/services/notifications/count-unread";
import { listOutages } from "@/lib/services/outages/list-outages";
import { getDesk } from "@/lib/services/desk/get-desk";
import { findOwnProfile } from "@/lib/services/human-agents/get-human-agent";
import { liveUrl } from "@/lib/web/addresses";
import { requireMember } from "@/lib/web/require-context";
import { vendorStates } from "@/lib/web/vendors";
import { BillingStrip } from "./_components/billing-strip";
import { OutageBanner } from "./_components/outage-banner";
import { ConfirmAddress } from "./_components/confirm-address";
import {
  answerOfferAction,
  answerQuestionAction,
  deskAction,
  findCallsAction,
  setOwnDutyAction,
  signOutAction,
  switchOrganizationAction,
} from "./actions";
import { markAllReadAction, markReadAction, newestAction, refreshPushAction } from "./notifications/actions";

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

export default async function DeskLayout({ children }: Readonly<{ children: ReactNode }>) {
  const { user, membership, context } = await requireMember();
  const mayWatch = context.permissions.has("calls.read");
  const [calls, unread, billingWarning, outages, person, desk] = await Promise.all([
    mayWatch ? listActiveCalls(context) : [],
    mayWatch ? countUnread(context) : null,
    getBillingWarning(context, new Date()),
    context.permissions.has("organization.read") ? listOutages(context) : [],
    findOwnProfile(context),
    getDesk(context),
  ]);
  return (
    <LiveProvider url={mayWatch ? liveUrl() : null} initialCalls={calls}>
      <DeskProvider initial={desk} read={deskAction}>
        <NotificationsProvider
          initialUnread={unread?.unread ?? null}
          timeZone={membership.timeZone}
          actions={{
            newest: newestAction,
            markRead: markReadAction,
            markAllRead: markAllReadAction,
            refreshPush: refreshPushAction,
          }}
        >
          <AppShell
            info={{
              organizationName: membership.organizationName,
              user: { name: user.name, email: user.email, role: capital(membership.role) },
              permissions: [...context.permissions],
              organizations: user.memberships.map(({ organizationId, organizationName }) => ({
                id: organizationId,
                name: organizationName,
                isActive: organizationId === membership.organizationId,
              })),
              vendors: vendorStates(),
              person,
              setOwnDuty: setOwnDutyAction,
              findCalls: findCallsAction,
              signOut: signOutAction,
              switchOrganization: switchOrganizationAction,
            }}
          >
            {user.emailVerified ? null : <ConfirmAddress />}
            {billingWarning ? <BillingStrip warning={billingWarning} /> : null}
            <OutageBanner
              outages={outages}
              href={context.permissions.has("numbers.read") ? "/settings/phone-numbers" : null}
            />
            {children}
          </AppShell>
        </NotificationsProvider>
        <DeskCards
          timeZone={membership.timeZone}
          answerOffer={answerOfferAction}
          answerQuestion={answerQuestionAction}
        />
      </DeskProvider>
    </LiveProvider>
  );
}
