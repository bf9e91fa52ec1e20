import pg from "pg";
import { database } from "@/lib/db/connection";
import { log } from "@/lib/log/log";

/** What the database says in the channel `knowledge_changed` when a transaction changed a business's material. */
export type ChangeListener = { start(): void; isHearing(): boolean; close(): Promise<void> };

const AGAIN_MS = 2000;

/**
 * Listens on a connection of its own for businesses whose material changed. While it does not hear (before the first connection, after a lost one)
 * anything may have changed, of which `onDeaf` tells.
 */
export function listenForChanges(onChanged: (businessId: string) => void, onDeaf: () => void): ChangeListener {
  let client: pg.Client | undefined;
  let hears = false;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;

  function connect(): void {
    if (ended) return;
    const opened = new pg.Client({
      connectionString: database().url,
      options: "-c role=aybiza_app",
      application_name: "aybiza knowledge",
      keepAlive: true,
    });
    client = opened;
    let isLost = false;
    const lost = (error?: Error): void => {
      if (isLost) return;
      isLost = true;
      hears = false;
      onDeaf();
      if (error && !ended) log.debug({ err: error }, "changes of knowledge are not heard");
      void opened.end().catch(() => undefined);
      if (!ended) timer = setTimeout(connect, AGAIN_MS).unref();
    };
    opened.on("error", lost);
    opened.on("end", () => lost());
    opened.on("notification", ({ payload }) => payload !== undefined && onChanged(payload));
    opened
      .connect()
      .then(() => opened.query("listen knowledge_changed"))
      .then(() => {
        hears = true;
        // It keeps no process alive.
        (opened as pg.Client & { unref(): void }).unref();
        // Whatever changed before is not told.
        onDeaf();
      })
      .catch(lost);
  }

  return {
    start: () => (client === undefined ? connect() : undefined),
    isHearing: () => hears,
    async close() {
      ended = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
