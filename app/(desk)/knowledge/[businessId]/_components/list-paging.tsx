import { ButtonLink } from "@/components/ui/button";

type ListPagingProps = Readonly<{
  href: string;
  /** What else is asked for, kept from page to page. */
  asked: Readonly<Record<string, string>>;
  isFirst: boolean;
  nextCursor: string | null;
  older: string;
}>;

/** The ways through a list of several pages; nothing when it has one. */
export function ListPaging({ href, asked, isFirst, nextCursor, older }: ListPagingProps) {
  if (isFirst && nextCursor === null) return null;
  const to = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...asked, ...more });
    return query.size > 0 ? `${href}?${query}` : href;
  };
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-2 py-3">
      {isFirst ? <span /> : <ButtonLink href={to({})}>Newest</ButtonLink>}
      {nextCursor === null ? null : <ButtonLink href={to({ cursor: nextCursor })}>{older}</ButtonLink>}
    </nav>
  );
}
