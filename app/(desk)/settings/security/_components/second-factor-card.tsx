"use client";

import { ShieldCheck, ShieldOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { beginSecondFactorAction, disableSecondFactorAction, renewRecoveryCodesAction } from "../actions";
import type { QrPath } from "../qr-path";
import { CodeDialog } from "./code-dialog";
import { Problem } from "./problem";
import { RecoveryCodes } from "./recovery-codes";
import { SetUpForm } from "./set-up-form";
import { useAttempt } from "./use-attempt";

type SecondFactorCardProps = Readonly<{
  /** ISO; null: there is none. */
  since: string | null;
  recoveryCodesLeft: number;
  /** The organization asks for one, and nothing else opens before. */
  isDue: boolean;
  timeZone: string;
}>;

const FEW_CODES = 3;

export function SecondFactorCard({ since, recoveryCodesLeft, isDue, timeZone }: SecondFactorCardProps) {
  const router = useRouter();
  const [setUp, setSetUp] = useState<{ secret: string; qr: QrPath } | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [dialog, setDialog] = useState<"off" | "renew" | null>(null);
  const { run, isPending, failure } = useAttempt();

  const showCodes = (fresh: string[]) => {
    setSetUp(null);
    setDialog(null);
    setCodes(fresh);
  };
  const kept = () => {
    // Everything that was closed until now is loaded with the page.
    if (isDue) window.location.replace("/home");
    else {
      setCodes(null);
      router.refresh();
    }
  };

  const isOn = since !== null || codes !== null;
  return (
    <Card
      title="Second factor"
      action={
        <Chip
          tone={isOn ? "good" : "neutral"}
          icon={
            isOn ? <ShieldCheck aria-hidden className="size-3.5" /> : <ShieldOff aria-hidden className="size-3.5" />
          }
        >
          {isOn ? "On" : "Off"}
        </Chip>
      }
    >
      <div className="space-y-4 px-4 pt-1 pb-4">
        {codes ? (
          <RecoveryCodes codes={codes} onKept={kept} />
        ) : setUp ? (
          <SetUpForm {...setUp} onConfirmed={showCodes} onCancel={() => setSetUp(null)} />
        ) : since === null ? (
          <>
            <p className="text-14 text-pretty text-text-2">
              Besides your password, signing in then asks for a code of an authenticator app on your phone. A password
              that was guessed or stolen is not enough any more.
            </p>
            <Problem message={failure?.message ?? null} />
            <Button look="primary" disabled={isPending} onClick={() => run(beginSecondFactorAction, setSetUp)}>
              Set up
            </Button>
          </>
        ) : (
          <>
            <p className="text-14 text-text-2">
              Signing in asks for a code of your authenticator app, set up <Ago at={since} timeZone={timeZone} />.{" "}
              <span className={recoveryCodesLeft < FEW_CODES ? "font-medium text-warn" : ""}>
                {recoveryCodesLeft === 1 ? "1 recovery code is left." : `${recoveryCodesLeft} recovery codes are left.`}
                {recoveryCodesLeft < FEW_CODES ? " Make new ones before you need them." : ""}
              </span>
            </p>
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => setDialog("renew")}>New recovery codes</Button>
              <Button look="danger" onClick={() => setDialog("off")}>
                Turn off
              </Button>
            </div>
          </>
        )}
      </div>
      {dialog === "renew" ? (
        <CodeDialog
          title="New recovery codes"
          verb="Make new codes"
          action={renewRecoveryCodesAction}
          onDone={showCodes}
          onClose={() => setDialog(null)}
        >
          You get ten new codes. The ones you have now are void from then on.
        </CodeDialog>
      ) : null}
      {dialog === "off" ? (
        <CodeDialog
          title="Turn off the second factor"
          verb="Turn off"
          danger
          withPassword
          action={disableSecondFactorAction}
          onDone={() => setDialog(null)}
          onClose={() => setDialog(null)}
        >
          Your password alone will let you in. An organization that requires a second factor stays closed to you until
          you set one up again, with a new phone for example.
        </CodeDialog>
      ) : null}
    </Card>
  );
}
