import type { Clock } from "../controls/clock";
import type { Fault } from "../stand-in";
import type { Account, StoredMail, World } from "./world";

/** One request to the API, signed in. */
export interface Call {
  readonly world: World;
  readonly clock: Clock;
  readonly account: Account;
  /** What the app was let in for. */
  readonly scopes: readonly string[];
  readonly query: URLSearchParams;
  /** The parts of the path that vary, decoded. */
  readonly parts: readonly string[];
  readonly body: unknown;
  readonly ifMatch: string | undefined;
  readonly operation: string;
  readonly fault: Fault | undefined;
  /** Brings what was sent to whom it is for. */
  deliver(mail: StoredMail): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly etag?: string;
}

export interface Route {
  readonly method: string;
  /** Below its API's path; what varies is a group. */
  readonly path: RegExp;
  readonly operation: string;
  /** Any of these lets it through; below https://www.googleapis.com/auth/, unless it is an address itself. */
  readonly scopes: readonly string[];
  readonly answer: (call: Call) => Answer | Promise<Answer>;
}
