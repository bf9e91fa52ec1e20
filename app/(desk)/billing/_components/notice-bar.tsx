"use client";

import { clsx } from "clsx";
import { Button, buttonClass } from "@/components/ui/button";
import { openPortalAction, payNowAction, resumeAction } from "../actions";
import { OutcomeLine } from "./outcome-line";
import { useBillingAction } from "./use-billing-action";
import type { Notice } from "./words";

const TONES = {
  bad: "border-bad bg-bad-soft",
  warn: "border-warn bg-warn-soft",
  good: "border-good bg-good-soft",
  neutral: "border-line bg-surface-2",
};

/** What has to be known before anything else, with what can be done about it at its side. */
export function NoticeBar({ notice }: Readonly<{ notice: Notice }>) {
  const { isBusy, outcome, run } = useBillingAction();
  const { tone, title, text, action } = notice;
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      className={clsx("rounded-xl border px-4 py-3 lg:col-span-2", TONES[tone])}
    >
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <h2 className="text-14 font-semibold">{title}</h2>
          <p className="mt-0.5 text-13 text-pretty text-text-2">{text}</p>
        </div>
        {action ? (
          <div className="flex flex-wrap gap-2">
            {action === "plans" ? (
              <a href="#plans" className={buttonClass("primary")}>
                See the plans
              </a>
            ) : null}
            {action === "keep" ? (
              <Button disabled={isBusy} onClick={() => run(resumeAction)}>
                {notice.keepLabel}
              </Button>
            ) : null}
            {action === "pay" ? (
              <>
                <Button disabled={isBusy} onClick={() => run(openPortalAction)}>
                  Change the card
                </Button>
                <Button look="primary" disabled={isBusy} onClick={() => run(payNowAction)}>
                  Pay now
                </Button>
              </>
            ) : null}
          </div>
        ) : null}
      </div>
      <OutcomeLine outcome={outcome} className="mt-2" />
    </div>
  );
}
