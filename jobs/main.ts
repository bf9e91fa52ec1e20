import { createPayments } from "@/lib/adapters/stripe/payments";
import { log } from "@/lib/log/log";
import { sendControlCommand } from "@/lib/services/workers/send-command";
import { carrierTruth } from "./carrier";
import { jobsEnvironment } from "./environment";
import { keepRunning, SEND_MAIL_TASK, SWEEP_TASK } from "./runner";
import { ensurePartitionsTask } from "./tasks/ensure-partitions";
import { eraseDueOrganizationsTask } from "./tasks/erase-due-organizations";
import { meterUsageTask } from "./tasks/meter-usage";
import { purgeIdempotencyKeysTask } from "./tasks/purge-idempotency-keys";
import { purgeLostWorkersTask } from "./tasks/purge-lost-workers";
import { sendMailTask } from "./tasks/send-mail";
import { sweepOrphanedCallsTask } from "./tasks/sweep-orphaned-calls";
import { syncSubscriptionsTask } from "./tasks/sync-subscriptions";

/** The background process: periodic and enqueued work, one file per task, each calling service verbs. */

const env = jobsEnvironment();
process.on("unhandledRejection", (reason) => log.error({ err: reason }, "unhandled rejection"));

const carrier = carrierTruth({
  accountSid: env.TWILIO_ACCOUNT_SID,
  authToken: env.TWILIO_AUTH_TOKEN,
  baseUrl: env.TWILIO_API_BASE_URL,
});

const payments = env.STRIPE_SECRET_KEY
  ? createPayments({ secretKey: env.STRIPE_SECRET_KEY, baseUrl: env.STRIPE_API_BASE_URL })
  : null;

let announced = false;
const jobs = keepRunning({
  databaseUrl: env.DATABASE_URL,
  concurrency: env.JOBS_CONCURRENCY,
  log,
  taskList: {
    ensure_partitions: ensurePartitionsTask,
    erase_due_organizations: eraseDueOrganizationsTask,
    meter_usage: meterUsageTask(payments),
    purge_idempotency_keys: purgeIdempotencyKeysTask,
    purge_lost_workers: purgeLostWorkersTask,
    [SEND_MAIL_TASK]: sendMailTask({
      smtpUrl: env.SMTP_URL,
      from: env.MAIL_FROM ?? `Aybiza <no-reply@${new URL(env.PUBLIC_WEB_URL).hostname}>`,
    }),
    sync_subscriptions: syncSubscriptionsTask(payments),
    [SWEEP_TASK]: sweepOrphanedCallsTask({
      ...carrier,
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
  await jobs.stop();
  process.exit(0);
}
process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
process.on("disconnect", () => void stop());
