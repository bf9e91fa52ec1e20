"use client";

import { ArrowLeft, History, Pencil, RotateCcw } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { DOCUMENT_STATE_WORDS, KIND_WORDS } from "@/components/knowledge/document-words";
import { validityWords } from "@/components/knowledge/validity";
import { Ago } from "@/components/ui/ago";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { showError } from "@/components/ui/toast";
import { useNow } from "@/components/ui/use-now";
import type { KnowledgeDocumentResource } from "@/lib/contracts/knowledge-documents";
import type { Saved } from "@/lib/contracts/saved";
import { vendorName } from "@/lib/domain/knowledge/vendors";
import { revertDocumentAction, setDocumentExcludedAction } from "../../document-actions";
import { DocumentEditor } from "./document-editor";
import { DocumentText } from "./document-text";
import { PassageList } from "./passage-list";

type DocumentViewProps = Readonly<{
  document: KnowledgeDocumentResource;
  /** An earlier version to read instead of the one that holds. */
  past: { version: number; title: string; text: string; createdAt: string } | null;
  timeZone: string;
  mayWrite: boolean;
}>;

export const UNREACHED = "This did not reach the server. Check the connection and try again.";

/** One document: what it says, what agents are given of it, how it came to be. */
export function DocumentView({ document, past, timeZone, mayWrite }: DocumentViewProps) {
  const router = useRouter();
  const [isEditing, setIsEditing] = useState(false);
  const [isPending, start] = useTransition();
  const base = `/knowledge/${document.businessId}/documents`;
  const run = (work: () => Promise<Saved<unknown>>) =>
    start(async () => {
      const saved = await work().catch(() => null);
      if (saved?.ok) router.refresh();
      else showError(saved?.message ?? UNREACHED);
    });
  const isExcluded = document.state === "excluded";
  const isByHand = document.source.kind === "questions" || document.source.kind === "facts";
  return (
    <div className="mx-auto max-w-6xl px-4 py-5 md:px-6">
      <Link href={base} className="inline-flex items-center gap-1.5 text-13 text-text-2 hover:text-text">
        <ArrowLeft aria-hidden className="size-3.5" />
        Documents
      </Link>
      <div className="mt-2 flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          <h2 className="text-20 font-semibold break-words">{past?.title ?? document.title}</h2>
          <p className="mt-1.5 flex flex-wrap items-center gap-1.5">
            <Chip tone={document.state === "used" ? "good" : document.state === "gone" ? "warn" : "neutral"}>
              {DOCUMENT_STATE_WORDS[document.state]}
            </Chip>
            <Chip>{KIND_WORDS[document.kind]}</Chip>
            {document.isEdited ? <Chip tone="accent">Edited here</Chip> : null}
          </p>
        </div>
        {mayWrite && !past ? (
          <div className="flex flex-wrap gap-2">
            {document.isEdited ? (
              <Button disabled={isPending} onClick={() => run(() => revertDocumentAction(document.id))}>
                <RotateCcw aria-hidden className="size-4" />
                Go back to what the source says
              </Button>
            ) : null}
            <Button disabled={isPending} onClick={() => run(() => setDocumentExcludedAction(document.id, !isExcluded))}>
              {isExcluded ? "Use it again" : "Take it out"}
            </Button>
            {isByHand || isEditing ? null : (
              <Button look="primary" disabled={isPending} onClick={() => setIsEditing(true)}>
                <Pencil aria-hidden className="size-4" />
                Edit the text
              </Button>
            )}
            {isByHand ? (
              <ButtonLink
                look="primary"
                href={`/knowledge/${document.businessId}/${document.source.kind}?edit=${document.id}`}
              >
                <Pencil aria-hidden className="size-4" />
                Edit
              </ButtonLink>
            ) : null}
          </div>
        ) : null}
      </div>
      {document.state === "used" || past ? null : (
        <p role="status" className="mt-4 rounded-md bg-warn-soft px-3 py-2 text-13 text-pretty text-warn">
          {isExcluded
            ? "Agents do not use it. It is kept, and reading its source again leaves it out."
            : "Its source does not have it any more, so agents do not use it. Calls that were told it before still show it."}
        </p>
      )}
      <div className="mt-5 grid gap-5 lg:grid-cols-[minmax(0,1fr)_280px]">
        <div className="min-w-0 space-y-5">
          {past ? (
            <p role="status" className="flex flex-wrap items-center gap-3 rounded-md bg-accent-soft px-3 py-2 text-13">
              <History aria-hidden className="size-4 text-ai" />
              <span className="flex-1">
                Version {past.version}, of <Ago at={past.createdAt} timeZone={timeZone} />. Agents use version{" "}
                {document.version}.
              </span>
              <ButtonLink size="sm" href={`${base}/${document.id}`}>
                Show that one
              </ButtonLink>
            </p>
          ) : null}
          {isEditing ? (
            <DocumentEditor
              document={document}
              onDone={() => {
                setIsEditing(false);
                router.refresh();
              }}
              onCancel={() => setIsEditing(false)}
            />
          ) : (
            <Card title="Text" className="overflow-hidden">
              <div
                role="region"
                aria-label="The text"
                tabIndex={0}
                className="max-h-[60vh] overflow-y-auto border-t border-line px-4 py-3 scroll-quiet"
              >
                <DocumentText text={past?.text ?? document.text} />
              </div>
            </Card>
          )}
          {past || isEditing ? null : (
            <PassageList pieces={document.pieces} count={document.chunks} mayWrite={mayWrite} />
          )}
        </div>
        <DocumentFacts document={document} shown={past?.version ?? document.version} timeZone={timeZone} base={base} />
      </div>
    </div>
  );
}

type FactsProps = Readonly<{
  document: KnowledgeDocumentResource;
  /** The version on the screen. */
  shown: number;
  timeZone: string;
  base: string;
}>;

function DocumentFacts({ document, shown, timeZone, base }: FactsProps) {
  const now = useNow(60_000);
  const isDated = document.validFrom !== null || document.validUntil !== null;
  const rows: [string, React.ReactNode][] = [
    [
      "Source",
      <Link
        key="source"
        href={`/knowledge/${document.businessId}/sources/${document.source.id}`}
        className="text-accent underline underline-offset-2"
      >
        {document.source.name}
      </Link>,
    ],
    ...(document.url
      ? ([
          [
            "Address",
            <a
              key="url"
              href={document.url}
              rel="noreferrer noopener"
              target="_blank"
              className="break-all text-accent underline underline-offset-2"
            >
              {document.url.replace(/^https?:\/\//, "")}
            </a>,
          ],
        ] as [string, React.ReactNode][])
      : []),
    ...(document.vendor
      ? ([["Vendor", [vendorName(document.vendor), document.vendorVersion].filter(Boolean).join(" ")]] as [
          string,
          string,
        ][])
      : []),
    ...(isDated ? ([["Validity", validityWords(document, now, timeZone)]] as [string, string][]) : []),
    ...(document.tags.length > 0 ? ([["Tags", document.tags.join(", ")]] as [string, string][]) : []),
    ["Added", <Ago key="added" at={document.createdAt} timeZone={timeZone} />],
    ["Changed", <Ago key="changed" at={document.updatedAt} timeZone={timeZone} />],
  ];
  return (
    <aside aria-label="About this document" className="space-y-5">
      <dl className="space-y-2.5 rounded-xl border border-line bg-surface px-4 py-3.5 text-13">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt className="text-12 text-text-3">{name}</dt>
            <dd className="break-words" suppressHydrationWarning>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <Card title="Versions" hint={<span className="figures">{document.version}</span>}>
        <ol className="divide-y divide-line border-t border-line text-13">
          {document.versions.map(({ version, createdAt, byPerson }) => (
            <li key={version}>
              <Link
                href={
                  version === document.version ? `${base}/${document.id}` : `${base}/${document.id}?version=${version}`
                }
                aria-current={version === shown ? "true" : undefined}
                className="flex items-center gap-2 px-4 py-2 hover:bg-surface-2 aria-[current]:font-medium"
              >
                <span className="figures">v{version}</span>
                <span className="text-text-2">{byPerson ? "written here" : "from the source"}</span>
                <Ago at={createdAt} timeZone={timeZone} className="ml-auto text-12 font-normal text-text-3 figures" />
              </Link>
            </li>
          ))}
        </ol>
      </Card>
    </aside>
  );
}
