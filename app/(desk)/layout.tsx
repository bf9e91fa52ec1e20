import type { ReactNode } from "react";
import { LiveProvider } from "@/components/live/live-provider";
import { AppShell } from "@/components/shell/app-shell";
import { listActiveCalls } from "@/lib/services/calls/list-active-calls";
import { liveUrl } from "@/lib/web/addresses";
import { requireMember } from "@/lib/web/require-context";
import { vendorStates } from "@/lib/web/vendors";
import { ConfirmAddress } from "./_components/confirm-address";
import { findCallsAction, signOutAction, switchOrganizationAction } from "./actions";

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

export default async function DeskLayout({ children }: Readonly<{ children: ReactNode }>) {
  const { user, membership, context } = await requireMember();
  const mayWatch = context.permissions.has("calls.read");
  const calls = mayWatch ? await listActiveCalls(context) : [];
  return (
    <LiveProvider url={mayWatch ? liveUrl() : null} initialCalls={calls}>
      <AppShell
        info={{
          organizationName: membership.organizationName,
          user: { name: user.name, email: user.email, role: capital(membership.role) },
          organizations: user.memberships.map(({ organizationId, organizationName }) => ({
            id: organizationId,
            name: organizationName,
            isActive: organizationId === membership.organizationId,
          })),
          vendors: vendorStates(),
          findCalls: findCallsAction,
          signOut: signOutAction,
          switchOrganization: switchOrganizationAction,
        }}
      >
        {user.emailVerified ? null : <ConfirmAddress />}
        {children}
      </AppShell>
    </LiveProvider>
  );
}
