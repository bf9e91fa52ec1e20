import { createAnchorDirectory } from "@/lib/adapters/audit-anchors/directory";
import { createMcpClient } from "@/lib/adapters/mcp/mcp-client";
import { chooseObjectStore } from "@/lib/adapters/object-store/choose-store";
import { sendRequest } from "@/lib/adapters/http-tool/send-request";
import { resolveBySystem } from "@/lib/adapters/web-fetch/address-guard";
import { createPayments } from "@/lib/adapters/stripe/payments";
import { createPushService } from "@/lib/adapters/web-push/send-push";
import { jobsEnv } from "@/lib/env/jobs";
import { auditAnchorsDir } from "@/lib/env/shared";
import { log } from "@/lib/log/log";
import { createAuditAnchors } from "@/lib/services/audit/anchors";
import type { SendText } from "@/lib/services/appointments/send-due-messages";
import { integrationDeps } from "@/lib/services/integrations/installation";
import { carrierFor } from "@/lib/services/connections/carrier-for";
import { createEmbedders } from "@/lib/services/knowledge/embedder-for";
import { pushKeys, pushSubject } from "@/lib/services/notifications/push-keys";
import { sendControlCommand } from "@/lib/services/workers/send-command";
import { carrierTruth } from "./carrier";
import { keepReadingKnowledge } from "./knowledge-readers";
import { keepSendingWebhooks } from "./webhook-senders";
import {
  AFTER_CALLS_TASK,
  ANALYSE_TASK,
  CHECK_OUTCOMES_TASK,
  CHECK_ENTRIES_TASK,
  keepRunning,
  METER_TASK,
  NOTIFY_TASK,
  OPEN_QUESTIONS_TASK,
  SEND_MAIL_TASK,
  SWEEP_ESCALATIONS_TASK,
  SWEEP_TASK,
  TELL_CUSTOMERS_TASK,
} from "./runner";
import { afterCallsTask } from "./tasks/after-calls";
import { ageRecordingsTask } from "./tasks/age-recordings";
import { analyseCallsTask } from "./tasks/analyse-calls";
import { anchorAuditTask } from "./tasks/anchor-audit";
import { checkOutcomesTask } from "./tasks/check-outcomes";
import { checkAppointmentEntriesTask } from "./tasks/check-appointment-entries";
import { checkMcpServersTask } from "./tasks/check-mcp-servers";
import { checkNumbersTask } from "./tasks/check-numbers";
import { deliverNotificationsTask } from "./tasks/deliver-notifications";
import { ensurePartitionsTask } from "./tasks/ensure-partitions";
import { eraseDueOrganizationsTask } from "./tasks/erase-due-organizations";
import { noteOpenQuestionsTask } from "./tasks/note-open-questions";
import { meterUsageTask } from "./tasks/meter-usage";
import { purgeIdempotencyKeysTask } from "./tasks/purge-idempotency-keys";
import { purgeLostWorkersTask } from "./tasks/purge-lost-workers";
import { purgeNotificationsTask } from "./tasks/purge-notifications";
import { purgeWebhooksTask } from "./tasks/purge-webhooks";
import { sendMailTask } from "./tasks/send-mail";
import { sweepOrphanedCallsTask } from "./tasks/sweep-orphaned-calls";
import { sweepEscalationsTask } from "./tasks/sweep-escalations";
import { syncDueKnowledgeTask } from "./tasks/sync-due-knowledge";
import { tellCustomersTask } from "./tasks/tell-customers";
import { syncSubscriptionsTask } from "./tasks/sync-subscriptions";

/** The background process: periodic and enqueued work, one file per task, each calling service verbs. */

const env = jobsEnv();
process.on("unhandledRejection", (reason) => log.error({ err: reason }, "unhandled rejection"));

const payments = env.STRIPE_SECRET_KEY
  ? createPayments({ secretKey: env.STRIPE_SECRET_KEY, baseUrl: env.STRIPE_API_BASE_URL })
  : null;

const anchors = createAuditAnchors(createAnchorDirectory(auditAnchorsDir()));

const allow = env.WEB_FETCH_ALLOW?.split(",") ?? [];
const guard = { allow, resolve: resolveBySystem };
const mcp = createMcpClient(guard, Date.now);
const objects = chooseObjectStore(env);
const readers = keepReadingKnowledge(
  {
    objects,
    embedderFor: createEmbedders(),
    web: guard,
  },
  { atOnce: env.KNOWLEDGE_CONCURRENCY, log },
);

const webhooks = keepSendingWebhooks(
  {
    send: (request, secretHeaders, options) => sendRequest(request, secretHeaders, { ...options, ...guard }),
    now: () => new Date(),
    random: Math.random,
  },
  { atOnce: env.WEBHOOKS_CONCURRENCY, log },
);

const sendText: SendText = async (organizationId, message) => (await carrierFor(organizationId)).sendMessage(message);

/** How what is done at other services reaches them. */
const vendors = integrationDeps({ allow, now: () => new Date() });

let announced = false;
const jobs = keepRunning({
  databaseUrl: env.DATABASE_URL,
  concurrency: env.JOBS_CONCURRENCY,
  log,
  taskList: {
    age_recordings: ageRecordingsTask(objects),
    [ANALYSE_TASK]: analyseCallsTask,
    anchor_audit: anchorAuditTask(anchors),
    [CHECK_ENTRIES_TASK]: checkAppointmentEntriesTask,
    check_mcp_servers: checkMcpServersTask({ look: mcp.look, oauth: mcp.oauth, now: () => new Date() }),
    check_numbers: checkNumbersTask,
    ensure_partitions: ensurePartitionsTask,
    erase_due_organizations: eraseDueOrganizationsTask(anchors, objects),
    [METER_TASK]: meterUsageTask(payments),
    purge_idempotency_keys: purgeIdempotencyKeysTask,
    purge_lost_workers: purgeLostWorkersTask,
    purge_notifications: purgeNotificationsTask,
    purge_webhooks: purgeWebhooksTask,
    [NOTIFY_TASK]: deliverNotificationsTask(
      createPushService({
        keys: pushKeys(),
        subject: pushSubject(),
        services: env.PUSH_SERVICES,
        resolve: resolveBySystem,
      }),
    ),
    [OPEN_QUESTIONS_TASK]: noteOpenQuestionsTask,
    [SWEEP_ESCALATIONS_TASK]: sweepEscalationsTask,
    [SEND_MAIL_TASK]: sendMailTask({
      smtpUrl: env.SMTP_URL,
      from: env.MAIL_FROM ?? `Aybiza <no-reply@${new URL(env.PUBLIC_WEB_URL).hostname}>`,
    }),
    sync_due_knowledge: syncDueKnowledgeTask,
    sync_subscriptions: syncSubscriptionsTask(payments),
    [TELL_CUSTOMERS_TASK]: tellCustomersTask(sendText),
    [CHECK_OUTCOMES_TASK]: checkOutcomesTask({ ...vendors, call: mcp.call, oauth: mcp.oauth, sendText }),
    [AFTER_CALLS_TASK]: afterCallsTask(vendors),
    [SWEEP_TASK]: sweepOrphanedCallsTask({
      ...carrierTruth,
      async isHeld(worker, callId) {
        const options = { secret: env.NEXTAUTH_SECRET, nowMs: Date.now() };
        const reply = await sendControlCommand(worker, callId, { command: "next" }, options);
        return reply?.result === "done" && reply.next?.kind === "reconnect";
      },
    }),
  },
  onReady() {
    if (announced) return log.info({}, "jobs run again");
    announced = true;
    process.stdout.write(`${JSON.stringify({ event: "ready", process: "jobs", pid: process.pid })}\n`);
    process.send?.({ event: "ready" });
  },
});

/** A task that a lost database holds up must not keep the process; it is done again later. */
const STOP_LIMIT_MS = 4_000;

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.kill(process.pid, "SIGKILL"), STOP_LIMIT_MS).unref();
  await Promise.all([readers.stop(), webhooks.stop(), jobs.stop()]);
  process.exit(0);
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
process.on("disconnect", () => void stop());
