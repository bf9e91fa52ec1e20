import { change, type World } from "../world";
import { collect } from "./collect";
import { finalizeInvoice, setLines } from "./invoices";
import { usageLines } from "./lines";
import { rollOver } from "./renewal";
import { nextPhaseChange, passPhase } from "./schedules";
import { periodEnd } from "./subscriptions";
import type { Invoice, InvoiceLine } from "../model";

const DAY_S = 86_400;
const INCOMPLETE_EXPIRES_S = 23 * 3600;
const TRIAL_NOTICE_S = 3 * DAY_S;

interface Due {
  readonly atS: number;
  run(): void;
}

/** Trials whose end has been announced. */
type Announced = Set<string>;

/** What falls due next, of all that waits for a time. */
function nextDue(world: World, announced: Announced): Due | undefined {
  const due: Due[] = [];
  for (const subscription of world.store.subscriptions.values()) {
    const { status } = subscription;
    if (status === "incomplete") {
      due.push({
        atS: subscription.created + INCOMPLETE_EXPIRES_S,
        run: () =>
          change(world, subscription, "customer.subscription.updated", (one) => {
            one.status = "incomplete_expired";
            one.ended_at = world.nowS();
          }),
      });
    }
    if (status === "trialing" && subscription.trial_end !== null && !announced.has(subscription.id)) {
      due.push({
        atS: subscription.trial_end - TRIAL_NOTICE_S,
        run: () => {
          announced.add(subscription.id);
          world.emit("customer.subscription.trial_will_end", subscription);
        },
      });
    }
    if (status === "active" || status === "past_due" || status === "trialing" || status === "unpaid") {
      const cancelAt = subscription.cancel_at ?? Infinity;
      due.push({ atS: Math.min(periodEnd(subscription), cancelAt), run: () => rollOver(world, subscription) });
    }
  }
  for (const schedule of world.store.schedules.values()) {
    const atS = nextPhaseChange(world, schedule);
    if (atS !== undefined) due.push({ atS, run: () => passPhase(world, schedule) });
  }
  for (const invoice of world.store.invoices.values()) {
    if (invoice.status === "draft" && invoice.automatically_finalizes_at !== null) {
      due.push({ atS: invoice.automatically_finalizes_at, run: () => finalizeAndCollect(world, invoice) });
    }
    if (invoice.status === "open" && invoice.next_payment_attempt !== null) {
      due.push({ atS: invoice.next_payment_attempt, run: () => void collect(world, invoice) });
    }
  }
  for (const session of world.store.checkoutSessions.values()) {
    if (session.status !== "open") continue;
    due.push({
      atS: session.expires_at,
      run: () => {
        session.status = "expired";
        session.url = null;
        world.emit("checkout.session.expired", session);
      },
    });
  }
  return due.sort((a, b) => a.atS - b.atS)[0];
}

/** Usage that arrived after the period ended, but before the invoice is final, is still on it. */
function finalizeAndCollect(world: World, invoice: Invoice): void {
  const subscription = world.store.subscriptions.get(invoice.parent.subscription_details.subscription);
  if (subscription) {
    const isUsageLine = (line: InvoiceLine) =>
      isUsage(world, line.pricing.price_details.price, line.period.end, invoice);
    // One line an item: the first of its tiers. The item itself may be gone, when a phase replaced it.
    const counted = new Map<string, InvoiceLine>();
    for (const line of invoice.lines.data.filter(isUsageLine)) {
      const { subscription_item: id } = line.parent.subscription_item_details;
      if (!counted.has(id)) counted.set(id, line);
    }
    const usage = [...counted].flatMap(([id, line]) => {
      const price = world.store.prices.get(line.pricing.price_details.price);
      return price ? usageLines(world, subscription, { id, price }, line.period) : [];
    });
    setLines(invoice, [...usage, ...invoice.lines.data.filter((line) => !isUsageLine(line))]);
  }
  finalizeInvoice(world, invoice);
  invoice.next_payment_attempt = null;
  collect(world, invoice);
}

function isUsage(world: World, priceId: string, endsAt: number, invoice: Invoice): boolean {
  return world.store.prices.get(priceId)?.recurring?.usage_type === "metered" && endsAt === invoice.period_end;
}

/** Runs all that is due until `untilS`, in order of time, with `setNow` telling the clock where it stands meanwhile. */
export function runDue(world: World, announced: Announced, untilS: number, setNow: (atS: number) => void): number {
  const LIMIT = 10_000;
  for (let count = 0; count < LIMIT; count++) {
    const due = nextDue(world, announced);
    if (!due || due.atS > untilS) return count;
    setNow(due.atS);
    due.run();
  }
  throw new Error("More than 10,000 things fell due: advance the clock in smaller steps.");
}
