import type { PageQuery } from "@/lib/contracts/api/paging";
import { PageQuery as PageQuerySchema } from "@/lib/contracts/api/paging";
import type { PhoneNumberPage } from "@/lib/contracts/api/phone-numbers";
import { withTenantSql } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { cursorOf, positionOf } from "../cursor";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { selectNumbers, toPhoneNumber } from "./number-rows";

/** A page of the organization's numbers, oldest first, each with who answers it now. Needs `numbers.read`. */
export async function listNumbers(
  context: ServiceContext,
  input: PageQuery = {},
  now = new Date(),
): Promise<PhoneNumberPage> {
  requirePermission(context, "numbers.read");
  const { limit, cursor } = parseInput(PageQuerySchema, input);
  const after = positionOf(cursor);
  const { organizationId } = context;
  const rows = await withTenantSql(organizationId, (sql) =>
    selectNumbers(
      sql,
      `($2::timestamptz is null or (date_trunc('milliseconds', n.created_at), n.id) > ($2, $3))
       order by date_trunc('milliseconds', n.created_at), n.id limit $4`,
      [organizationId, after?.at ?? null, after?.id ?? null, limit + 1],
    ),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > page.length && last ? cursorOf({ at: last.created_at, id: last.id }) : null;
  return { phoneNumbers: page.map((row) => toPhoneNumber(row, now)), nextCursor };
}
