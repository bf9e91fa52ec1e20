import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listApiKeys } from "@/lib/services/api-keys/list-api-keys";
import { PERMISSIONS } from "@/lib/services/permissions";
import { fromCursor } from "@/lib/web/from-cursor";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { KeyList } from "./_components/key-list";
import { NewKey } from "./_components/new-key";
import { FOR_PEOPLE_ALONE, SCOPE_WORDS } from "./scope-words";

export const metadata: Metadata = { title: "API keys" };

type ApiKeysPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export default async function ApiKeysPage({ searchParams }: ApiKeysPageProps) {
  const context = await requireContext("api_keys.read");
  const { membership } = await requireMember();
  const { cursor } = await searchParams;
  const { apiKeys, nextCursor } = await fromCursor(typeof cursor === "string" ? cursor : undefined, (from) =>
    listApiKeys(context, { cursor: from }),
  );
  const mayChange = context.permissions.has("api_keys.write");
  const grantable = PERMISSIONS.filter((scope) => context.permissions.has(scope) && !FOR_PEOPLE_ALONE.has(scope));
  const words = Object.fromEntries(Object.entries(SCOPE_WORDS));
  return (
    <SettingsPage
      title="API keys"
      hint={
        <>
          For programs and assistants (MCP) that use the REST API in the organization’s name. What there is to call
          stands in the{" "}
          <a href="/docs/api" className="text-accent underline underline-offset-2">
            API reference
          </a>
          .
        </>
      }
      action={mayChange ? <NewKey scopes={grantable.map((scope) => ({ scope, words: SCOPE_WORDS[scope] }))} /> : null}
    >
      {apiKeys.length === 0 ? (
        <StatePanel icon={<KeyRound className="size-5" />} title="No API keys yet">
          {cursor
            ? "There are no older keys."
            : "A key lets a program start calls and read what was said, as far as its scopes go."}
        </StatePanel>
      ) : (
        <KeyList keys={apiKeys} words={words} mayChange={mayChange} timeZone={membership.timeZone} />
      )}
      {nextCursor ? (
        <nav aria-label="Pages" className="flex justify-end">
          <ButtonLink href={`/settings/api-keys?cursor=${encodeURIComponent(nextCursor)}`}>Older keys</ButtonLink>
        </nav>
      ) : null}
    </SettingsPage>
  );
}
