import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { reportWorker } from "@/lib/services/workers/report-worker";
import { type TestOrganization, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";

/** What the access matrix has to know of calls in progress: each is held by a worker that does what it is told. */

const WORKER_ID = "worker-of-the-matrix";

/** The body of an operation that steers a call; undefined for one whose example will do. */
export function steeringBody(id: string): unknown {
  // The example's department is nobody's here.
  return id === "escalateCall" ? { mode: "warm", reason: "Wants a refund." } : undefined;
}

/** A new call of the organization, in progress. `url` is the database's. */
export async function heldCall(url: string, own: TestOrganization): Promise<{ callId: string }> {
  await startWorker();
  const [callId = ""] = await plantCalls(url, own, [{ status: "in_progress", endedAt: null }]);
  await withOwner(url, (sql) => sql.query("update calls set owner_worker_id = $2 where id = $1", [callId, WORKER_ID]));
  return { callId };
}

export function prepareSteering(url: () => string) {
  const held = (own: TestOrganization) => heldCall(url(), own);
  return { interveneInCall: held, escalateCall: held, endCall: held };
}

let address: Promise<string> | null = null;
async function startWorker(): Promise<void> {
  address ??= new Promise((resolve) => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "application/json" }).end('{"result":"done","next":null}');
    });
    server.unref();
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
  const url = await address;
  await reportWorker({ id: WORKER_ID, url, publicUrl: url, slots: 10, load: 0, draining: false });
}
