import { v7 as uuidv7 } from "uuid";
import type { ServiceContext } from "@/lib/services/context";
import { createWebhook, deleteWebhook } from "@/lib/services/webhooks/save-webhook";
import { listWebhooks } from "@/lib/services/webhooks/list-webhooks";
import { testWebhook } from "@/lib/services/webhooks/send-again";
import type { TestOrganization } from "@/scripts/test/database";

/** What the access matrix has to know of webhooks: one that there is with a delivery, and an address that can be one without a name server. */

const INPUT = { url: "https://93.184.215.14/hooks", events: ["call.ended"] };
const guard = { allow: [], resolve: async () => ["93.184.215.14"] };

type Planted = { webhookId: string; deliveryId: string };

export async function plantWebhook({ context }: Pick<TestOrganization, "context">): Promise<Planted> {
  await makeRoom(context);
  const { id } = await createWebhook(context, INPUT, guard);
  return { webhookId: id, deliveryId: (await testWebhook(context, id)).id };
}

/** There may be ten at once. */
async function makeRoom(context: ServiceContext): Promise<void> {
  const webhooks = await listWebhooks(context);
  for (const { id } of webhooks.slice(1)) await deleteWebhook(context, id);
}

export const PREPARE_WEBHOOKS = {
  createWebhook: async ({ context }: Pick<TestOrganization, "context">) => {
    await makeRoom(context);
    return {};
  },
  deleteWebhook: plantWebhook,
  redeliverWebhook: plantWebhook,
};

/** The body of an operation on webhooks; undefined for one whose example will do. */
export const webhookBody = (id: string): unknown =>
  id === "createWebhook" || id === "updateWebhook" ? { ...INPUT, description: uuidv7() } : undefined;
