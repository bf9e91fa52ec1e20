import { Download } from "lucide-react";

const FORMATS = [
  { format: "pdf", label: "PDF" },
  { format: "txt", label: "Text" },
  { format: "csv", label: "CSV" },
  { format: "json", label: "JSON" },
] as const;

/** The call as a file. */
export function ExportLinks({ callId }: Readonly<{ callId: string }>) {
  return (
    <section aria-label="Export">
      <h2 className="text-12 font-medium text-text-3">Export</h2>
      <ul className="mt-2 flex flex-wrap gap-2">
        {FORMATS.map(({ format, label }) => (
          <li key={format}>
            <a
              href={`/calls/${callId}/export?format=${format}`}
              download
              className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line px-2.5 text-13 hover:bg-surface-2"
            >
              <Download aria-hidden className="size-3.5 text-text-3" />
              {label}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
