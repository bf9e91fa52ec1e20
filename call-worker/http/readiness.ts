export type ReadinessSources = {
  capacity(): { slots: number; load: number; draining: boolean };
  journal(): { diskOk: boolean; storeOk: boolean };
  loopDelayP99Ms(): number;
  /** Names of vendors whose credentials are missing; empty when calls can be held. */
  missingVendors(): readonly string[];
};

const LOOP_DELAY_LIMIT_MS = 200;

/** Why this worker can't take calls now; empty when it can. */
export function reasonsNotReady(sources: ReadinessSources): string[] {
  const reasons: string[] = [];
  const { slots, load, draining } = sources.capacity();
  const { diskOk, storeOk } = sources.journal();
  const missing = sources.missingVendors();
  if (draining) reasons.push("draining: calls in progress finish, new ones go to other workers");
  if (load >= slots) reasons.push(`all ${slots} slots are taken`);
  if (sources.loopDelayP99Ms() > LOOP_DELAY_LIMIT_MS) reasons.push("the event loop is late: too little CPU");
  if (!diskOk) reasons.push("the journal's disk takes no records: free some space");
  if (!storeOk) reasons.push("the database is out of reach: new calls hear an apology");
  if (missing.length > 0) reasons.push(`no credentials for ${missing.join(", ")}: see .env.example`);
  return reasons;
}
