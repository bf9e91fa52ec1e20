"use server";

import { revalidatePath } from "next/cache";
import { type FieldErrors, ServiceError } from "@/lib/services/errors";
import { createWidget, removeWidget, updateWidget } from "@/lib/services/widgets/save-widget";
import { requireContext } from "@/lib/web/require-context";

export type WidgetOutcome = { ok: true } | { ok: false; message: string; fields: FieldErrors };

async function attempt(work: () => Promise<unknown>): Promise<WidgetOutcome> {
  try {
    await work();
    revalidatePath("/settings/widgets");
    return { ok: true };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ok: false, message: error.message, fields: error.fields };
  }
}

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

const inputOf = (form: FormData) => ({
  name: text(form, "name"),
  agentId: text(form, "agentId"),
  label: text(form, "label"),
  allowedOrigins: text(form, "allowedOrigins")
    .split(/[\s,;]+/)
    .filter((origin) => origin !== ""),
  callsPerHour: text(form, "callsPerHour"),
  active: form.get("active") === "on",
});

export async function createWidgetAction(form: FormData): Promise<WidgetOutcome> {
  const context = await requireContext("widgets.write");
  return attempt(() => createWidget(context, inputOf(form)));
}

export async function updateWidgetAction(widgetId: string, form: FormData): Promise<WidgetOutcome> {
  const context = await requireContext("widgets.write");
  return attempt(() => updateWidget(context, String(widgetId), inputOf(form)));
}

export async function removeWidgetAction(widgetId: string): Promise<WidgetOutcome> {
  const context = await requireContext("widgets.write");
  return attempt(() => removeWidget(context, String(widgetId)));
}
