import type { Metadata } from "next";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { getPrivacy } from "@/lib/services/privacy/get-privacy";
import { GRACE_DAYS } from "@/lib/services/privacy/request-erasure";
import { requireContext } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { ErasureNotice } from "./_components/erasure-notice";
import { EraseCallerForm } from "./_components/erase-caller-form";
import { EraseOrganizationForm } from "./_components/erase-organization-form";
import { ExportCallerForm } from "./_components/export-caller-form";
import { VerificationPhoneForm } from "./_components/verification-phone-form";
import { cancelErasureAction, eraseCallerAction, requestErasureAction, setVerificationPhoneAction } from "./actions";

export const metadata: Metadata = { title: "Privacy" };

export default async function PrivacyPage() {
  const context = await requireContext("callers.erase");
  const { accountId, organizationName, verificationPhone, erasure, timeZone } = await getPrivacy(context);
  const may = (permission: "organization.export" | "organization.erase" | "security.write") =>
    context.permissions.has(permission);
  return (
    <SettingsPage title="Privacy" hint="What is kept, in your hands: take it with you, or have it erased.">
      {erasure ? (
        <ErasureNotice
          action={cancelErasureAction}
          eraseAfter={erasure.eraseAfter}
          requestedBy={erasure.requestedBy}
          timeZone={timeZone}
          mayUndo={may("organization.erase")}
        />
      ) : null}
      <Card title="Export" hint="everything, as one archive">
        <div className="space-y-3 px-4 pt-1 pb-4">
          <p className="text-14 text-pretty text-text-2">
            All that {organizationName} has here: calls and their words, messages, agents, people, usage, the audit log.
            A folder per table, a line of JSON per row. Hashes and keys of secrets are left out.
          </p>
          {may("organization.export") ? (
            <form method="post" action="/settings/privacy/export">
              <Button type="submit">Download everything</Button>
            </form>
          ) : (
            <p className="text-13 text-text-3">Only an owner can download it.</p>
          )}
        </div>
      </Card>
      <Card title="Export one caller" hint="by phone number">
        <ExportCallerForm />
      </Card>
      <Card title="Erase one caller" hint="by phone number">
        <EraseCallerForm action={eraseCallerAction} />
      </Card>
      <Card title="Codes for callers" hint="when somebody calls about this account">
        {may("security.write") ? (
          <VerificationPhoneForm action={setVerificationPhoneAction} phone={verificationPhone} />
        ) : (
          <p className="px-4 pt-1 pb-4 text-14 text-text-2">
            {verificationPhone
              ? `Codes go to the number ending in ${verificationPhone.slice(-2)}.`
              : "No number is set."}{" "}
            Only an owner can change it.
          </p>
        )}
      </Card>
      {erasure ? null : (
        <Card title="Erase the organization">
          {may("organization.erase") ? (
            <EraseOrganizationForm action={requestErasureAction} accountId={accountId} graceDays={GRACE_DAYS} />
          ) : (
            <p className="px-4 pt-1 pb-4 text-14 text-text-2">Only an owner can have {organizationName} erased.</p>
          )}
        </Card>
      )}
    </SettingsPage>
  );
}
