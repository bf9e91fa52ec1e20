import { Logger as GraphileLogger, parseCronItems, run, type Runner, type TaskList } from "graphile-worker";
import type { Logger } from "pino";

const RETRY_FIRST_MS = 500;
const RETRY_MOST_MS = 10_000;
export const SWEEP_TASK = "sweep_orphaned_calls";
export const SWEEP_ESCALATIONS_TASK = "sweep_escalations";
export const SEND_MAIL_TASK = "send_mail";
export const OPEN_QUESTIONS_TASK = "note_open_questions";
export const METER_TASK = "meter_usage";
export const NOTIFY_TASK = "deliver_notifications";
export const TELL_CUSTOMERS_TASK = "tell_customers";
export const CHECK_OUTCOMES_TASK = "check_outcomes";
export const AFTER_CALLS_TASK = "after_calls";
export const CHECK_ENTRIES_TASK = "check_appointment_entries";
export const ANALYSE_TASK = "analyse_calls";

/** Cron counts in minutes; a lost call, a mail that somebody waits for, or a limit that is near should not wait that long. */
const OFTEN = [
  { task: SWEEP_TASK, everyMs: 15_000 },
  { task: SWEEP_ESCALATIONS_TASK, everyMs: 15_000 },
  { task: SEND_MAIL_TASK, everyMs: 5_000 },
  { task: METER_TASK, everyMs: 10_000 },
  { task: OPEN_QUESTIONS_TASK, everyMs: 5_000 },
  { task: NOTIFY_TASK, everyMs: 5_000 },
  { task: TELL_CUSTOMERS_TASK, everyMs: 5_000 },
  { task: CHECK_OUTCOMES_TASK, everyMs: 5_000 },
  { task: AFTER_CALLS_TASK, everyMs: 3_000 },
  { task: CHECK_ENTRIES_TASK, everyMs: 15_000 },
  { task: ANALYSE_TASK, everyMs: 2_000 },
];

export type JobRunner = { stop(): Promise<void> };

/**
 * Runs the tasks for ever: makes or updates graphile-worker's own tables, and starts again when PostgreSQL has been away. `onReady` is
 * called every time it runs.
 */
export function keepRunning(options: {
  databaseUrl: string;
  concurrency: number;
  taskList: TaskList;
  log: Logger;
  onReady: () => void;
}): JobRunner {
  const { log } = options;
  let stopped = false;
  let runner: Runner | null = null;
  let wake = () => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function live(): Promise<void> {
    for (let retryMs = RETRY_FIRST_MS; !stopped; retryMs = Math.min(retryMs * 2, RETRY_MOST_MS)) {
      try {
        const started = await start(options);
        runner = started;
        retryMs = RETRY_FIRST_MS;
        options.onReady();
        const timers = OFTEN.map((often) => enqueueOften(started, often, log));
        await started.promise.finally(() => timers.forEach((timer) => clearInterval(timer)));
      } catch (error) {
        log.warn({ err: error }, "jobs stopped; they start again when the database is back");
      }
      await runner?.stop().catch(() => undefined); // already stopped, most likely
      runner = null;
      if (!stopped) await pause(retryMs);
    }
  }
  const living = live();

  return {
    async stop() {
      stopped = true;
      wake();
      await runner?.stop().catch(() => undefined);
      await living;
    },
  };
}

function start(options: Parameters<typeof keepRunning>[0]): Promise<Runner> {
  return run({
    connectionString: options.databaseUrl,
    concurrency: options.concurrency,
    pollInterval: 2_000,
    noHandleSignals: true,
    taskList: options.taskList,
    logger: graphileLogger(options.log),
    parsedCronItems: parseCronItems([
      {
        task: "ensure_partitions",
        match: "17 3 * * *",
        identifier: "ensure_partitions",
        options: { backfillPeriod: 86_400_000 },
      },
      {
        task: "check_numbers",
        match: "* * * * *",
        identifier: "check_numbers",
        options: { queueName: "check_numbers" },
      },
      {
        task: "check_mcp_servers",
        match: "* * * * *",
        identifier: "check_mcp_servers",
        options: { queueName: "check_mcp_servers", maxAttempts: 1 },
      },
      { task: "anchor_audit", match: "* * * * *", identifier: "anchor_audit", options: { queueName: "anchor_audit" } },
      { task: "age_recordings", match: "29 * * * *", identifier: "age_recordings" },
      { task: "purge_idempotency_keys", match: "41 * * * *", identifier: "purge_idempotency_keys" },
      { task: "erase_due_organizations", match: "*/10 * * * *", identifier: "erase_due_organizations" },
      { task: "purge_notifications", match: "37 * * * *", identifier: "purge_notifications" },
      { task: "purge_webhooks", match: "53 * * * *", identifier: "purge_webhooks" },
      { task: "purge_lost_workers", match: "43 * * * *", identifier: "purge_lost_workers" },
      { task: "sync_due_knowledge", match: "* * * * *", identifier: "sync_due_knowledge" },
      { task: "sync_subscriptions", match: "47 * * * *", identifier: "sync_subscriptions" },
    ]),
  }).then(async (runner) => {
    // A fresh installation needs its partitions now, not tonight.
    await runner.addJob("ensure_partitions", {}, { jobKey: "ensure_partitions:start" });
    return runner;
  });
}

/** The key makes it one job, and the queue one at a time, however many processes ask for it. */
function enqueueOften(runner: Runner, { task, everyMs }: (typeof OFTEN)[number], log: Logger): NodeJS.Timeout {
  const enqueue = () =>
    void runner
      .addJob(task, {}, { jobKey: task, queueName: task, maxAttempts: 1 })
      .catch((error: unknown) => log.warn({ err: error, task }, "not enqueued"));
  enqueue();
  return setInterval(enqueue, everyMs);
}

const graphileLogger = (log: Logger) =>
  new GraphileLogger(() => (level, message) => {
    // What it tells at info is every single job.
    if (level === "error") log.error({ from: "graphile-worker" }, message);
    else if (level === "warning") log.warn({ from: "graphile-worker" }, message);
    else log.debug({ from: "graphile-worker" }, message);
  });
