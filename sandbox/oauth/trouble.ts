import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../controls/clock";
import { cutConnection } from "../server/cut";
import type { Fault } from "../stand-in";

const SLOW_MS = 5_000;
const STALL_MS = 60_000;

/** Does what a fault of the connection does in place of an answer, and says that it did; false leaves the answer to the stand-in. */
export async function misbehave(
  fault: Fault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  clock: Clock,
  replyStatus: (status: number) => void,
): Promise<boolean> {
  switch (fault?.kind) {
    case "drop":
      await pause(clock, fault.afterMs ?? 0, response);
      cutConnection(request);
      return true;
    case "status":
      await pause(clock, fault.afterMs ?? 0, response);
      replyStatus(fault.status ?? 500);
      return true;
    case "garbage":
      await pause(clock, fault.afterMs ?? 0, response);
      response.writeHead(200, { "content-type": "application/json" }).end("{]<<<");
      return true;
    case "stall":
    case "half-open":
      await pause(clock, fault.afterMs ?? STALL_MS, response);
      response.destroy();
      return true;
    default:
      return false;
  }
}

/** A slow vendor does at once what was asked and answers late, by the sandbox's clock: whoever gave up waiting finds it done. */
export function delayAnswer(fault: Fault | undefined, response: ServerResponse, clock: Clock): Promise<void> {
  return fault?.kind === "slow" ? pause(clock, fault.afterMs ?? SLOW_MS, response) : Promise.resolve();
}

/** Waits, or until the client has gone. */
function pause(clock: Clock, ms: number, response: ServerResponse): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const cancel = clock.after(ms, resolve);
    response.once("close", () => {
      cancel();
      resolve();
    });
  });
}
