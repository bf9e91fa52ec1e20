import type {
  ConnectionCheck,
  ConnectionInput,
  ConnectionResource,
  ConnectionVendor,
} from "@/lib/contracts/connections";

export type ConnectionOutcome<T> =
  { ok: true; data: T } | { ok: false; message: string; fields: Readonly<Record<string, string>> };

/** What a page lets its connections do: server actions, given as props. */
export type ConnectionActions = {
  save(vendor: ConnectionVendor, input: ConnectionInput): Promise<ConnectionOutcome<ConnectionResource>>;
  /** Without credentials: what is stored. */
  test(vendor: ConnectionVendor, credentials?: Record<string, string>): Promise<ConnectionOutcome<ConnectionCheck>>;
};
