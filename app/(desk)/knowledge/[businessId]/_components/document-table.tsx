import Link from "next/link";
import { DOCUMENT_STATE_WORDS, KIND_WORDS } from "@/components/knowledge/document-words";
import { standingOf } from "@/components/knowledge/validity";
import { Ago } from "@/components/ui/ago";
import { Chip } from "@/components/ui/chip";
import type { KnowledgeDocumentSummary } from "@/lib/contracts/knowledge-documents";

type DocumentTableProps = Readonly<{
  documents: readonly KnowledgeDocumentSummary[];
  timeZone: string;
  /** Ms. */
  now: number;
}>;

const head = "sticky top-0 z-10 h-9 border-b border-line bg-surface px-3 text-left text-12 font-medium text-text-3";
const cell = "h-10 px-3 py-1.5 align-middle";

/** A list of documents; each row opens its document. The narrow screen keeps title and state. */
export function DocumentTable({ documents, timeZone, now }: DocumentTableProps) {
  return (
    <table aria-label="Documents, newest first" className="w-full border-separate border-spacing-0 text-13">
      <thead>
        <tr>
          <th scope="col" className={`${head} pl-4`}>
            Title
          </th>
          <th scope="col" className={`${head} hidden md:table-cell`}>
            Kind
          </th>
          <th scope="col" className={`${head} hidden lg:table-cell`}>
            Source
          </th>
          <th scope="col" className={head}>
            State
          </th>
          <th scope="col" className={`${head} hidden text-right sm:table-cell`}>
            Passages
          </th>
          <th scope="col" className={`${head} hidden pr-4 text-right sm:table-cell`}>
            Changed
          </th>
        </tr>
      </thead>
      <tbody>
        {documents.map((document) => (
          <tr
            key={document.id}
            className="relative transition-colors duration-150 hover:bg-surface-2 [&>td]:border-b [&>td]:border-line"
          >
            <td className={`${cell} w-full max-w-0 pl-4`}>
              <Link
                href={`/knowledge/${document.businessId}/documents/${document.id}`}
                className="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                {document.title}
              </Link>
              {document.url ? (
                <span className="block truncate text-12 text-text-3">{document.url.replace(/^https?:\/\//, "")}</span>
              ) : null}
            </td>
            <td className={`${cell} hidden whitespace-nowrap text-text-2 md:table-cell`}>
              {KIND_WORDS[document.kind]}
            </td>
            <td className={`${cell} hidden max-w-48 truncate text-text-2 lg:table-cell`}>{document.source.name}</td>
            <td className={`${cell} whitespace-nowrap`}>
              <span className="flex flex-wrap gap-1">
                <StateChip document={document} now={now} />
                {document.isEdited ? <Chip tone="accent">Edited</Chip> : null}
              </span>
            </td>
            <td className={`${cell} hidden text-right text-text-2 figures sm:table-cell`}>
              {document.chunks.toLocaleString("en-US")}
            </td>
            <td className={`${cell} hidden pr-4 text-right whitespace-nowrap text-text-3 figures sm:table-cell`}>
              <Ago at={document.updatedAt} timeZone={timeZone} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is in use says nothing outside of its days. */
function StateChip({ document, now }: Readonly<{ document: KnowledgeDocumentSummary; now: number }>) {
  const standing = document.state === "used" ? standingOf(document, now) : "holds";
  if (standing === "over") return <Chip>Over</Chip>;
  if (standing === "ahead") return <Chip tone="accent">Not yet</Chip>;
  return (
    <Chip tone={document.state === "used" ? "good" : document.state === "gone" ? "warn" : "neutral"}>
      {DOCUMENT_STATE_WORDS[document.state]}
    </Chip>
  );
}
