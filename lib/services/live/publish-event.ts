import type { PublicEvent } from "@/lib/contracts/live/socket";
import { sharedEnv } from "@/lib/env/shared";
import { CONTROL_SIGNATURE_HEADER, signControl } from "../workers/control-signature";
import { listWorkers } from "../workers/list-workers";
import { PUBLISH_PATH, type PublishCommand } from "../workers/publish-command";

const ANSWER_LIMIT_MS = 1_500;

/** Whom it is for. `userId` null: everybody who watches the organization's calls. */
export type Audience = { organizationId: string; userId: string | null };

/**
 * Tells the browsers of an organization, or of one person, at whichever worker they are. For news alone: what must not be lost is in the
 * database, and who was not reached reads it there. Never throws; resolves with how many workers took it.
 */
export async function publishEvent(
  { organizationId, userId }: Audience,
  event: PublicEvent,
  { secret = sharedEnv().NEXTAUTH_SECRET, nowMs = Date.now() } = {},
): Promise<number> {
  const command: PublishCommand = { organizationId, userId, event };
  const body = JSON.stringify(command);
  const signature = signControl({ method: "POST", path: PUBLISH_PATH, body }, secret, nowMs);
  const workers = await listWorkers().catch(() => []);
  const taken = await Promise.all(
    workers.map(async ({ url }) => {
      try {
        const response = await fetch(new URL(PUBLISH_PATH, url), {
          method: "POST",
          headers: { "content-type": "application/json", [CONTROL_SIGNATURE_HEADER]: signature },
          body,
          redirect: "error",
          signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
        });
        await response.body?.cancel();
        return response.ok;
      } catch {
        return false;
      }
    }),
  );
  return taken.filter(Boolean).length;
}
