import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { PublicEvent } from "@/lib/contracts/live/socket";
import type { ControlCommand, ControlReply } from "@/lib/services/workers/control-command";
import type { PublishCommand } from "@/lib/services/workers/publish-command";
import { reportWorker } from "@/lib/services/workers/report-worker";
import { withOwner } from "./database";

export type FakeWorker = {
  /** What it was told to do with calls, in order. */
  commands: (ControlCommand & { callId: string })[];
  /** What it was told to tell browsers. */
  published: PublishCommand[];
  /** Of one name, what it is about, for one organization. */
  told<N extends PublicEvent["name"]>(organizationId: string, name: N): Extract<PublicEvent, { name: N }>["data"][];
  /** Answers commands from now on. */
  answer: (callId: string, command: ControlCommand) => ControlReply;
  /** Is the owner of a call from now on. */
  hold(callId: string): Promise<void>;
  close(): Promise<void>;
};

/** A call-worker as far as other processes see it: in the database's list, and it answers commands and news over HTTP. */
export async function startFakeWorker(databaseUrl: string): Promise<FakeWorker> {
  const commands: FakeWorker["commands"] = [];
  const published: PublishCommand[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      const callId = /^\/control\/calls\/(.+)$/.exec(request.url ?? "")?.[1];
      if (callId === undefined) {
        published.push(body as PublishCommand);
        return void response.writeHead(204).end();
      }
      const command = body as ControlCommand;
      commands.push({ ...command, callId });
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify(worker.answer(callId, command)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const id = `fake-${(server.address() as AddressInfo).port}`;
  const beat = () => reportWorker({ id, url, publicUrl: url, slots: 10, load: 0, draining: false });
  await beat();
  // Signs of life, as long as the suite lasts.
  const beating = setInterval(() => void beat().catch(() => undefined), 1_000);
  const worker: FakeWorker = {
    commands,
    published,
    told: (organizationId, name) =>
      published.flatMap((each) =>
        each.organizationId === organizationId && each.event.name === name ? [each.event.data as never] : [],
      ),
    answer: () => ({ result: "done", next: null }),
    async hold(callId) {
      await withOwner(databaseUrl, async (sql) => {
        await sql.query(
          "update calls set owner_worker_id = $1, status = 'in_progress', ended_at = null where id = $2",
          [id, callId],
        );
      });
    },
    close() {
      clearInterval(beating);
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return worker;
}
