import type { Clock } from "../controls/clock";
import type { Fault } from "../stand-in";
import type { Account, World } from "./world";

/** One request to the API, signed in. */
export interface Call {
  readonly world: World;
  readonly clock: Clock;
  readonly account: Account;
  readonly query: URLSearchParams;
  /** The parts of the path that vary, decoded. */
  readonly parts: readonly string[];
  readonly body: unknown;
  readonly ifMatch: string | undefined;
  readonly operation: string;
  readonly fault: Fault | undefined;
}

export interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly etag?: string;
}
