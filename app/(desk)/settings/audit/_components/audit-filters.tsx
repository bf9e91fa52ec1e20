import { Button, ButtonLink } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { AuditParams } from "../audit-params";

/** What people look for most. Others can be typed. */
const ACTIONS = [
  "agent",
  "api_key",
  "audit",
  "call",
  "invitation",
  "kill_switch",
  "member.removed",
  "member.role_changed",
  "organization.updated",
  "session",
  "user.signed_in",
];

type AuditFiltersProps = Readonly<{ params: AuditParams; refused: readonly string[]; isFiltered: boolean }>;

/** What is asked for stands in the address. A plain form: it needs no script. */
export function AuditFilters({ params, refused, isFiltered }: AuditFiltersProps) {
  const field = (name: keyof AuditParams, label: string, isBad: boolean) => ({
    name,
    "aria-label": label,
    defaultValue: params[name] ?? "",
    "aria-invalid": isBad ? true : undefined,
  });
  const isBad = (name: string) => refused.includes(name);
  return (
    <form
      role="search"
      aria-label="Filter the audit log"
      method="get"
      action="/settings/audit"
      key={JSON.stringify(params)}
      className="rounded-xl border border-line bg-surface p-3"
    >
      <div className="flex flex-wrap items-center gap-2">
        <Input type="search" placeholder="Who" className="min-w-32 flex-1" {...field("actor", "Who", isBad("actor"))} />
        <Input
          type="search"
          placeholder="Action, such as member"
          list="audit-actions"
          className="min-w-40 flex-1"
          {...field("action", "Action", isBad("action"))}
        />
        <datalist id="audit-actions">
          {ACTIONS.map((action) => (
            <option key={action} value={action} />
          ))}
        </datalist>
        <Input
          type="search"
          placeholder="On what: a kind or an id"
          className="min-w-40 flex-1"
          {...field("target", "On what", isBad("target"))}
        />
        <div role="group" aria-label="Days" className="flex w-full items-center gap-1.5 sm:w-auto">
          <Input type="date" className="w-full sm:w-34" {...field("since", "First day", isBad("since"))} />
          <span aria-hidden className="text-12 text-text-3">
            to
          </span>
          <Input type="date" className="w-full sm:w-34" {...field("until", "Last day", isBad("before"))} />
        </div>
        <div className="ml-auto flex gap-2">
          {isFiltered ? (
            <ButtonLink look="ghost" href="/settings/audit">
              Clear
            </ButtonLink>
          ) : null}
          <Button type="submit">Apply</Button>
        </div>
      </div>
      {refused.length > 0 ? (
        <p role="alert" className="mt-2 text-13 text-bad">
          {isBad("action") ? "An action is written like member.removed, or member. " : ""}
          {isBad("since") || isBad("before") ? "A day is written like 2026-03-05. " : ""}
          What is not understood is left out of the list below.
        </p>
      ) : null}
    </form>
  );
}
