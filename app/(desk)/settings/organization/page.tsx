import type { Metadata } from "next";
import { formatDay, formatZone } from "@/components/format/time";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { RETENTION_DAYS } from "@/lib/contracts/members";
import { getOrganizationSettings } from "@/lib/services/organizations/get-organization-settings";
import { requireContext } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { OrganizationForm } from "./_components/organization-form";
import { sayAccountId } from "./_components/say-account-id";
import { updateOrganizationAction } from "./actions";

export const metadata: Metadata = { title: "Organization settings" };

export default async function OrganizationPage() {
  const context = await requireContext("organization.read");
  const { accountId, name, timeZone, retentionDays, createdAt } = await getOrganizationSettings(context);
  const zones = [...new Set(["UTC", timeZone, ...Intl.supportedValuesOf("timeZone")])].sort();
  return (
    <SettingsPage title="Organization" hint="What belongs to the whole organization, all its businesses included.">
      <Card title="Account id" hint="Names your organization on the telephone and to support.">
        <div className="px-4 pt-1 pb-4">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-mono text-20 font-medium tracking-wide">{accountId}</span>
            <CopyButton text={accountId} label="Copy account id" />
          </p>
          <p className="mt-2 text-13 text-pretty text-text-2">
            <span className="font-medium">To say it: </span>
            {sayAccountId(accountId)}
          </p>
          <p className="mt-1 text-13 text-text-3">It has no zero, no one, no letter O and no letter I.</p>
        </div>
      </Card>
      <Card title="About">
        {context.permissions.has("organization.write") ? (
          <OrganizationForm
            action={updateOrganizationAction}
            name={name}
            timeZone={timeZone}
            timeZones={zones}
            retentionDays={retentionDays}
            retentionLimits={RETENTION_DAYS}
          />
        ) : (
          <dl className="grid gap-x-6 gap-y-2 px-4 pt-1 pb-4 text-14 sm:grid-cols-[10rem_1fr]">
            <dt className="text-text-3">Name</dt>
            <dd>{name}</dd>
            <dt className="text-text-3">Time zone</dt>
            <dd>{formatZone(timeZone)}</dd>
            <dt className="text-text-3">Kept for</dt>
            <dd className="figures">{retentionDays} days</dd>
            <dt className="text-text-3">Since</dt>
            <dd>
              {formatDay(createdAt, timeZone)} {createdAt.slice(0, 4)}
            </dd>
          </dl>
        )}
      </Card>
    </SettingsPage>
  );
}
