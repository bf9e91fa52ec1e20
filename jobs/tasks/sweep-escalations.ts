import type { Task } from "graphile-worker";
import { sharedEnv } from "@/lib/env/shared";
import { log } from "@/lib/log/log";
import { sweepEscalations } from "@/lib/services/escalations/sweep-escalations";

/** Every 15 s: settles what a lost worker left of escalations and questions. */
export const sweepEscalationsTask: Task = async () => {
  const swept = await sweepEscalations({ publicCallUrl: sharedEnv().PUBLIC_CALL_URL });
  if (swept > 0) log.info({ swept }, "escalations and questions that nobody held any more were settled");
};
