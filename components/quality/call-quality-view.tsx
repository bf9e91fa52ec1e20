"use client";

import { RefreshCw, ShieldCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { showError } from "@/components/ui/toast";
import type { CallQuality } from "@/lib/contracts/qa";
import { CallAccount } from "./call-account";
import { FindingRow } from "./finding-row";
import type { QualityActions } from "./quality-actions";
import { COMPONENT_NAMES, percent, scoreTone } from "./quality-words";
import { ScoreRow } from "./score-row";

type CallQualityViewProps = Readonly<{
  quality: CallQuality;
  actions: QualityActions;
  mayReview: boolean;
}>;

/** What became of a call and how well it did: account, score with reasons, broken rules, and what people said about them. */
export function CallQualityView({ quality, actions, mayReview }: CallQualityViewProps) {
  const { callId, analysis, scores, findings, disputes, changes } = quality;
  const sections = [...new Set(scores.map(({ section }) => section))];
  return (
    <div className="mx-auto grid w-full max-w-6xl items-start gap-4 p-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div className="space-y-4">
        <Card
          title="Summary"
          action={mayReview ? <Again callId={callId} state={analysis?.state} calculate={actions.calculate} /> : null}
        >
          <CallAccount callId={callId} analysis={analysis} />
        </Card>
        <Card
          title="Compliance"
          hint={findings.length === 0 ? undefined : `${findings.filter(({ state }) => state === "open").length} open`}
        >
          {findings.length === 0 ? (
            <p className="flex items-center gap-2 px-4 pt-1 pb-4 text-13 text-text-2">
              <ShieldCheck aria-hidden className="size-4 text-good" />
              No rule was broken.
            </p>
          ) : (
            <ul className="divide-y divide-line">
              {findings.map((finding) => (
                <FindingRow key={finding.id} finding={finding} decide={mayReview ? actions.decide : null} />
              ))}
            </ul>
          )}
        </Card>
        {changes.length > 0 ? <History changes={changes} /> : null}
      </div>
      <Card title="Score" action={<Overall quality={quality} />}>
        {scores.length === 0 ? (
          <p className="px-4 pt-1 pb-4 text-13 text-pretty text-text-2">
            Not scored: the call is being looked over, was too short, or nobody spoke.
          </p>
        ) : (
          <>
            <Components quality={quality} />
            {sections.map((section) => (
              <section key={section} aria-label={section} className="border-t border-line">
                <h3 className="px-4 pt-3 text-12 font-medium text-text-3">{section}</h3>
                <ul className="divide-y divide-line">
                  {scores
                    .filter((score) => score.section === section)
                    .map((score) => (
                      <ScoreRow
                        key={score.id}
                        score={score}
                        disputes={disputes.filter(({ scoreId }) => scoreId === score.id)}
                        actions={actions}
                        mayReview={mayReview}
                      />
                    ))}
                </ul>
              </section>
            ))}
          </>
        )}
      </Card>
    </div>
  );
}

function Overall({ quality: { overall, failedBy } }: Readonly<{ quality: CallQuality }>) {
  return (
    <span className="flex items-center gap-2">
      {failedBy > 0 ? <span className="text-12 text-bad">failed by {failedBy} at 0</span> : null}
      <span className="text-20 font-semibold figures" aria-label={`Overall score ${percent(overall)}`}>
        {percent(overall)}
      </span>
    </span>
  );
}

function Components({ quality: { components } }: Readonly<{ quality: CallQuality }>) {
  const names = Object.keys(COMPONENT_NAMES) as (keyof typeof COMPONENT_NAMES)[];
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 px-4 pt-1 pb-3 sm:grid-cols-4">
      {names.map((name) => (
        <div key={name}>
          <dt className="text-12 text-text-3">{COMPONENT_NAMES[name]}</dt>
          <dd className="mt-0.5">
            <Chip tone={scoreTone(components[name])}>{percent(components[name])}</Chip>
          </dd>
        </div>
      ))}
    </dl>
  );
}

type AgainProps = Readonly<{ callId: string; state: string | undefined; calculate: QualityActions["calculate"] }>;

function Again({ callId, state, calculate }: AgainProps) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const isUnderWay = state === "pending" || state === "running";
  const run = async () => {
    setBusy(true);
    const saved = await calculate(callId);
    setBusy(false);
    if (!saved.ok) showError(saved.message);
    router.refresh();
  };
  return (
    <Button size="sm" look="ghost" disabled={isBusy || isUnderWay} onClick={() => void run()}>
      <RefreshCw aria-hidden className="size-3.5" />
      Score again
    </Button>
  );
}

function History({ changes }: Readonly<{ changes: CallQuality["changes"] }>) {
  return (
    <Card title="History">
      <ul className="space-y-2 px-4 pt-1 pb-4 text-13">
        {changes.map(({ id, subject, byName, before, after, reason }) => (
          <li key={id} className="text-pretty">
            <span className="font-medium">{byName}</span>{" "}
            <span className="text-text-2">
              changed a {subject} from <span className="figures">{before}</span> to{" "}
              <span className="figures">{after}</span>:
            </span>{" "}
            {reason}
          </li>
        ))}
      </ul>
    </Card>
  );
}
