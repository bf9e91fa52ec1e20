import type { Logger } from "pino";
import type { LiveTokenClaims } from "@/lib/contracts/live/socket";
import type { LiveHolder } from "@/lib/services/live/present-rights";
import type { Permission } from "@/lib/services/permissions";
import type { Clock } from "../ports/clock";
import type { LiveServer } from "./gateway";

/** How long somebody whose rights were taken may go on seeing what they saw. */
const REVIEW_EVERY_MS = 2_000;
/** Longer than this nobody waits at the door for the database. */
const DOOR_LIMIT_MS = 1_500;

export type RightsDeps = {
  io: LiveServer;
  clock: Clock;
  log: Logger;
  /** What each may do at this moment; null: nothing any more. In the order given. */
  presentRights(holders: readonly LiveHolder[]): Promise<(ReadonlySet<Permission> | null)[]>;
};

/**
 * A live token only says what was true when it was made. Who comes in is looked up, and whoever is here is looked up again every two seconds,
 * by each worker for its own connections: one whose session ended, or whose rights are others now, is cut off. The browser comes back by itself,
 * with a token of today or, having no session, not at all. While the database is away the token counts, for the five minutes it is valid.
 */
export function createRights({ io, clock, log, presentRights }: RightsDeps) {
  let timer = clock.setTimer(REVIEW_EVERY_MS, tick);
  let closed = false;
  let failing = false;

  function tick(): void {
    void review().finally(() => {
      if (!closed) timer = clock.setTimer(REVIEW_EVERY_MS, tick);
    });
  }

  async function review(): Promise<void> {
    const sockets = [...io.of("/").sockets.values()];
    if (sockets.length === 0) return;
    try {
      const rights = await presentRights(sockets.map(({ data }) => data));
      sockets.forEach((socket, place) => {
        const now = rights[place] ?? null;
        // Its transport, not the session with us: so the browser tries again, and learns why.
        if (now === null || !isSame(now, socket.data.permissions)) socket.conn.close();
      });
      if (failing) log.info({}, "live connections are looked through again");
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ err: error }, "live connections not looked through; it is tried again");
      failing = true;
    }
  }

  /** What the holder of a token may do; null: not come in. */
  async function atTheDoor(claims: LiveTokenClaims): Promise<readonly string[] | null> {
    const { sid: sessionId, sub: userId, organizationId } = claims;
    let limit: ReturnType<Clock["setTimer"]> | null = null;
    const tooLate = new Promise<never>((_, reject) => {
      limit = clock.setTimer(DOOR_LIMIT_MS, () => reject(new Error("the database does not answer")));
    });
    try {
      const [rights] = await Promise.race([presentRights([{ sessionId, userId, organizationId }]), tooLate]);
      return rights ? [...rights] : null;
    } catch (error) {
      log.warn({ err: error }, "a live connection let in by its token alone");
      return claims.permissions;
    } finally {
      if (limit !== null) clock.clearTimer(limit);
    }
  }

  return {
    atTheDoor,
    close() {
      closed = true;
      clock.clearTimer(timer);
    },
  };
}

export type Rights = ReturnType<typeof createRights>;

const isSame = (now: ReadonlySet<string>, before: readonly string[]): boolean =>
  now.size === before.length && before.every((permission) => now.has(permission));
