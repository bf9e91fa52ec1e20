import type { Logger } from "pino";
import { PAGES_NOTED_EVERY_MS } from "@/lib/services/human-agents/open-pages";
import { repeat } from "../duties/repeat";
import type { Clock } from "../ports/clock";
import type { LiveServer } from "./gateway";

export type OpenPagesDeps = {
  io: LiveServer;
  clock: Clock;
  log: Logger;
  /** Notes that pages of these people are open. */
  noteOpenPages(people: readonly { organizationId: string; userId: string }[]): Promise<void>;
};

/** Says whose pages are connected here, as they come and then again and again: calls ring at no screen that nobody has open. */
export function createOpenPages({ io, clock, log, noteOpenPages }: OpenPagesDeps): { close(): void } {
  const note = async () => {
    const people = new Map(
      [...io.of("/").sockets.values()].map(({ data: { organizationId, userId } }) => [
        `${organizationId} ${userId}`,
        { organizationId, userId },
      ]),
    );
    if (people.size > 0) await noteOpenPages([...people.values()]);
  };
  const duty = repeat({ name: "open pages", everyMs: PAGES_NOTED_EVERY_MS, clock, log, work: note });
  io.on("connection", ({ data: { organizationId, userId } }) => {
    noteOpenPages([{ organizationId, userId }]).catch((error: unknown) => log.debug({ err: error }, "page not noted"));
  });
  return { close: () => duty.stop() };
}
