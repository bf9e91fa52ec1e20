import "server-only";
import { notFound } from "next/navigation";
import { z } from "zod";
import { fromCursor } from "./from-cursor";
import { loadBusiness } from "./load-business";
import { requireContext } from "./require-context";

export type ByHandPageProps = Readonly<{
  params: Promise<{ businessId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}>;

/** Whatever of the address means something; the rest is not asked for. */
const Asked = z.object({
  text: z.string().trim().max(200).optional().catch(undefined),
  cursor: z.string().max(200).optional().catch(undefined),
  edit: z.uuid().optional().catch(undefined),
});

type Query = { businessId: string; text: string | undefined; cursor: string | undefined };

/** What the pages of what is typed by hand begin with: whose it is, and what of it is asked for. */
export async function byHandPage({ params, searchParams }: ByHandPageProps) {
  const context = await requireContext("knowledge.read");
  const { businessId } = await params;
  const business = await loadBusiness(businessId);
  if (!business) notFound();
  const asked = Asked.parse(await searchParams);
  return {
    context,
    business: { businessId, timeZone: business.timeZone },
    asked,
    list: <T>(find: (query: Query) => Promise<T>) =>
      fromCursor(asked.cursor, (cursor) => find({ businessId, text: asked.text, cursor })),
  };
}
