"use client";

import { BookOpen, FileText, Globe, type LucideIcon } from "lucide-react";
import type { KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import { SourceRow, type SourceChange } from "./source-row";
import { UploadRow } from "./upload-row";
import type { Upload } from "./use-uploads";

type SourceListProps = Readonly<{
  sources: readonly KnowledgeSourceResource[];
  uploads: readonly Upload[];
  timeZone: string;
  /** Where a source's own page is; null: it has none here. */
  hrefOf: ((source: KnowledgeSourceResource) => string) | null;
  /** Null for those who may only look. */
  change: SourceChange | null;
  onForget: (key: number) => void;
}>;

const ICONS: Partial<Record<KnowledgeSourceResource["kind"], LucideIcon>> = {
  website: Globe,
  page: Globe,
  documentation: BookOpen,
};

/** What is on its way, what was refused, and what is kept, each with how it stands. */
export function SourceList({ sources, uploads, timeZone, hrefOf, change, onForget }: SourceListProps) {
  if (sources.length + uploads.length === 0) return null;
  return (
    <ul aria-label="Sources" className="divide-y divide-line rounded-lg border border-line bg-surface">
      {uploads.map((upload) => (
        <UploadRow key={upload.key} upload={upload} onForget={() => onForget(upload.key)} />
      ))}
      {sources.map((source) => (
        <SourceRow
          key={source.id}
          source={source}
          icon={ICONS[source.kind] ?? FileText}
          timeZone={timeZone}
          href={hrefOf?.(source) ?? null}
          change={change}
        />
      ))}
    </ul>
  );
}
