import type { WidgetResource } from "@/lib/contracts/widgets";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { requirePermission } from "../require-permission";
import { toWidget, WIDGET_SELECT } from "./widget-row";

export const MOST_WIDGETS = 100;

/** The organization's widgets, newest first; there are never more than 100. Needs `widgets.read`. */
export async function listWidgets(context: ServiceContext): Promise<WidgetResource[]> {
  requirePermission(context, "widgets.read");
  const { organizationId } = context;
  const rows = await withTenant(organizationId, (tx) =>
    tx.widget.findMany({
      where: { organizationId },
      select: WIDGET_SELECT,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    }),
  );
  return rows.map(toWidget);
}
