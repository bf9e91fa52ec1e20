import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { WidgetInput, type WidgetResource } from "@/lib/contracts/widgets";
import { withTenant } from "@/lib/db/transaction";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
import { requireVerifiedEmail } from "../sign-up/require-verified-email";
import { MOST_WIDGETS } from "./list-widgets";
import { originsOf, requireAgent, toWidget, WIDGET_SELECT } from "./widget-row";

/** Makes a widget with a public key of its own. Needs `widgets.write`; throws INVALID, NOT_FOUND (agent) and CONFLICT (too many). Audited. */
export async function createWidget(context: ServiceContext, rawInput: unknown): Promise<WidgetResource> {
  requirePermission(context, "widgets.write");
  const input = parseInput(WidgetInput, rawInput);
  const allowedOrigins = originsOf(input.allowedOrigins);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await requireVerifiedEmail(tx, context.actor);
    await requireAgent(tx, organizationId, input.agentId);
    if ((await tx.widget.count({ where: { organizationId } })) >= MOST_WIDGETS) {
      throw new ServiceError("CONFLICT", `An organization can have ${MOST_WIDGETS} widgets at most. Remove one first.`);
    }
    const publicKey = `wgt_${randomBytes(18).toString("base64url")}`;
    const row = await tx.widget.create({
      data: { ...input, allowedOrigins, organizationId, id: uuidv7(), publicKey },
      select: WIDGET_SELECT,
    });
    await recordAudit(tx, context, {
      action: "widget.created",
      targetType: "widget",
      targetId: row.id,
      details: { name: row.name, agentId: row.agentId, allowedOrigins },
    });
    return toWidget(row);
  });
}

/** Changes a widget; its key stays. Needs `widgets.write`; throws INVALID and NOT_FOUND (widget, agent). Audited with before and after. */
export async function updateWidget(
  context: ServiceContext,
  widgetId: string,
  rawInput: unknown,
): Promise<WidgetResource> {
  requirePermission(context, "widgets.write");
  const input = parseInput(WidgetInput, rawInput);
  const allowedOrigins = originsOf(input.allowedOrigins);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const before = await tx.widget.findUnique({ where: keyOf(organizationId, widgetId), select: WIDGET_SELECT });
    if (!before) throw notFound();
    await requireAgent(tx, organizationId, input.agentId);
    const after = await tx.widget.update({
      where: keyOf(organizationId, widgetId),
      data: { ...input, allowedOrigins },
      select: WIDGET_SELECT,
    });
    await recordAudit(tx, context, {
      action: "widget.changed",
      targetType: "widget",
      targetId: widgetId,
      details: { before: factsOf(before), after: factsOf(after) },
    });
    return toWidget(after);
  });
}

/** Removes a widget: its tag does nothing from now on, calls in progress go on. Needs `widgets.write`; throws NOT_FOUND. Audited. */
export async function removeWidget(context: ServiceContext, widgetId: string): Promise<void> {
  requirePermission(context, "widgets.write");
  const { organizationId } = context;
  await withTenant(organizationId, async (tx) => {
    const widget = await tx.widget.findUnique({ where: keyOf(organizationId, widgetId), select: WIDGET_SELECT });
    if (!widget) throw notFound();
    await tx.widget.delete({ where: keyOf(organizationId, widgetId) });
    await recordAudit(tx, context, {
      action: "widget.removed",
      targetType: "widget",
      targetId: widgetId,
      details: { before: factsOf(widget) },
    });
  });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const notFound = () => new ServiceError("NOT_FOUND", "There is no such widget.");

function keyOf(organizationId: string, id: string) {
  if (!UUID.test(id)) throw notFound();
  return { organizationId_id: { organizationId, id } };
}

const factsOf = ({
  name,
  agentId,
  label,
  allowedOrigins,
  callsPerHour,
  active,
}: Omit<WidgetResource, "agentName" | "createdAt">) => ({
  name,
  agentId,
  label,
  allowedOrigins,
  callsPerHour,
  active,
});
