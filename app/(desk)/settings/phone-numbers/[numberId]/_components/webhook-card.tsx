"use client";

import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { PhoneNumberResource } from "@/lib/contracts/phone-numbers";
import { verifyNumberAction } from "../../actions";
import { Failure } from "@/components/ui/failure";
import { useChange } from "../../../_components/use-change";
import { HEALTH, SETTING_WORDS } from "../../_components/words";

/** What Twilio has stored with the number, and the one click that mends it. */
export function WebhookCard({ number, mayChange }: Readonly<{ number: PhoneNumberResource; mayChange: boolean }>) {
  const { run, isPending, failure } = useChange();
  const { id, webhooks, timeZone } = number;
  const health = HEALTH[webhooks.state];
  const verify = (repair: boolean) =>
    run(
      () => verifyNumberAction(id, repair),
      () => undefined,
    );
  return (
    <Card title="At Twilio" hint={<Chip tone={health.tone}>{health.words}</Chip>}>
      <div className="space-y-3 px-4 pb-4">
        <p className="text-13 text-text-2">
          {health.meaning}
          {webhooks.checkedAt ? (
            <>
              {" "}
              Checked <Ago at={webhooks.checkedAt} timeZone={timeZone} />.
            </>
          ) : null}
        </p>
        {webhooks.problems.length > 0 ? (
          <table className="w-full table-fixed text-left text-12">
            <thead className="text-text-3">
              <tr>
                <th scope="col" className="w-40 py-1 font-medium">
                  Setting
                </th>
                <th scope="col" className="py-1 font-medium">
                  At Twilio
                </th>
                <th scope="col" className="py-1 font-medium">
                  Must be
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line border-t border-line">
              {webhooks.problems.map(({ setting, expected, found }) => (
                <tr key={setting} className="align-top">
                  <th scope="row" className="py-1.5 pr-2 font-medium">
                    {SETTING_WORDS[setting]}
                  </th>
                  <td className="truncate py-1.5 pr-2 font-mono text-bad" title={found ?? undefined}>
                    {found ?? "nothing"}
                  </td>
                  <td className="truncate py-1.5 font-mono text-text-2" title={expected ?? undefined}>
                    {expected ?? "nothing"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : null}
        <Failure message={failure?.message ?? null} />
        {mayChange ? (
          <div className="flex flex-wrap gap-2">
            {webhooks.state === "drifted" ? (
              <Button look="primary" disabled={isPending} onClick={() => verify(true)}>
                {isPending ? "Setting" : "Set them right"}
              </Button>
            ) : null}
            <Button disabled={isPending} onClick={() => verify(false)}>
              {isPending ? "Checking" : "Check now"}
            </Button>
          </div>
        ) : null}
      </div>
    </Card>
  );
}
