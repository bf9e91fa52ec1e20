import { ConnectionVendor } from "@/lib/contracts/connections";
import { withSystem } from "@/lib/db/transaction";
import { accountFor } from "./account-for";
import type { AccountOf } from "./accounts";

type Row = { organization_id: string; vendor: string; mode: string; revision: number; changed_at: Date };
type Kept = { revision: number; account: Promise<AccountOf[ConnectionVendor] | null> };

/** Rows become visible when their transaction ends, which is after the time that they carry. */
const OVERLAP_MS = 30_000;

/**
 * Which organizations bring an own account, and the accounts themselves, for a process that asks on every call. `refresh` learns of changes
 * from the database; between refreshes a question about an organization without one costs nothing, and credentials are opened once per
 * revision.
 */
export class OwnAccounts {
  private readonly revisions = new Map<string, number>();
  private readonly kept = new Map<string, Kept>();
  private seenUntil = new Date(0);
  private isLoaded = false;

  /** Until the first refresh nobody is known to have none. Throws when the database is away from the start. */
  async ready(): Promise<void> {
    if (!this.isLoaded) await this.refresh();
  }

  /** Call it every second or two. Throws when the database is away: what was known before then still holds. */
  async refresh(): Promise<void> {
    const since = new Date(Math.max(0, this.seenUntil.getTime() - OVERLAP_MS));
    const rows = await withSystem(
      "changed connections",
      (tx) => tx.$queryRaw<Row[]>`select organization_id, vendor, mode, revision, changed_at from vendor_connections
        where changed_at > ${since} and (${since.getTime() > 0} or mode = 'own')`,
    );
    for (const { organization_id, vendor, mode, revision, changed_at } of rows) {
      const key = `${organization_id} ${vendor}`;
      if (mode === "own") this.revisions.set(key, revision);
      else this.revisions.delete(key);
      if (this.kept.get(key)?.revision !== this.revisions.get(key)) this.kept.delete(key);
      if (changed_at > this.seenUntil) this.seenUntil = changed_at;
    }
    this.isLoaded = true;
  }

  /** Of the organization's own account; null when it has none. */
  revisionOf(organizationId: string, vendor: ConnectionVendor): number | null {
    return this.revisions.get(`${organizationId} ${vendor}`) ?? null;
  }

  /** Null when the organization has none. Throws when it has one that can't be opened, or the database is away. */
  async account<V extends ConnectionVendor>(organizationId: string, vendor: V): Promise<AccountOf[V] | null> {
    await this.ready();
    const key = `${organizationId} ${vendor}`;
    const revision = this.revisions.get(key);
    if (revision === undefined) return null;
    let kept = this.kept.get(key);
    if (kept?.revision !== revision) {
      const account = accountFor(organizationId, ConnectionVendor.parse(vendor)).then((used) =>
        used.mode === "own" ? used.account : null,
      );
      kept = { revision, account };
      this.kept.set(key, kept);
      account.catch(() => this.kept.delete(key));
    }
    return (await kept.account) as AccountOf[V] | null;
  }
}
