import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { KnowledgeSourceDetail } from "@/lib/contracts/knowledge";

const WORDS = {
  failed: { label: "Failed", tone: "bad" },
  skipped: { label: "Left out", tone: "neutral" },
  gone: { label: "Not there", tone: "warn" },
} as const;

/** The addresses of a source that are not in use, each with why. */
export function LeftOutPages({ pages }: Readonly<{ pages: KnowledgeSourceDetail["pages"] }>) {
  if (pages.length === 0) return null;
  return (
    <Card title="Not in use" hint={`${pages.length} ${pages.length === 1 ? "page" : "pages"}`} className="mt-5">
      <ul aria-label="Pages not in use" className="divide-y divide-line border-t border-line">
        {pages.map(({ url, state, problem }) => (
          <li key={url} className="flex items-start gap-3 px-4 py-2">
            <div className="min-w-0 flex-1">
              <p className="text-13 break-all">{url.replace(/^https?:\/\//, "")}</p>
              {problem ? <p className="text-12 text-pretty text-text-2">{problem}</p> : null}
            </div>
            <Chip tone={WORDS[state].tone}>{WORDS[state].label}</Chip>
          </li>
        ))}
      </ul>
    </Card>
  );
}
