import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../../server/body";
import type { Account } from "../account";
import { StripeApiError } from "../api/api-error";
import { checkoutPage, examineCard, payCheckout } from "./checkout";
import { consoleAction, consolePage } from "./console";
import { buttonForm, layout, NOTICE } from "./html";
import { invoicePage, payInvoice } from "./invoice";
import { completeFlow, portalPage } from "./portal";
import { portalAction, savePortalCard } from "./portal-actions";

const FORM_LIMIT_BYTES = 16 * 1024;
const NOT_CONFIRMED =
  "We are unable to authenticate your payment method. Please choose a different payment method and try again.";

/** What a hosted page answers with: a page, or where to go. */
type Shown = { readonly html: string; readonly status?: number } | { readonly location: string };

/** A card that waits for its owner's confirmation. */
interface Confirmation {
  readonly complete: () => Shown;
  readonly fail: () => Shown;
}

/** The pages that customers see: Checkout, 3-D Secure, the portal, invoices; and the account's own page. */
export class HostedPages {
  private readonly confirmations = new Map<string, Confirmation>();

  constructor(private readonly account: Account) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const [, root, place = "", id = "", action = ""] = url.pathname.replace(/\/+$/, "").split("/");
    if (root !== "stripe") return false;
    const isPost = request.method === "POST";
    if (!isPost && request.method !== "GET") return false;
    const form = isPost ? new URLSearchParams((await readBody(request, FORM_LIMIT_BYTES)).toString("utf8")) : undefined;
    this.account.catchUp();
    const shown = this.show(place, id, action, form) ?? {
      html: layout(
        "Not found",
        "<header><h1>Not found</h1><p>The sandbox's Stripe has no such page. It forgets everything when it is restarted.</p></header>",
      ),
      status: 404,
    };
    if ("location" in shown) {
      response.writeHead(303, { location: shown.location, "cache-control": "no-store" }).end();
    } else {
      response.writeHead(shown.status ?? 200, {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
      });
      response.end(shown.html);
    }
    return true;
  }

  private show(place: string, id: string, action: string, form: URLSearchParams | undefined): Shown | undefined {
    const { account } = this;
    if (place === "") return { html: consolePage(account) };
    if (place === "console" && form) {
      consoleAction(account, id, form);
      return { location: "/stripe" };
    }
    if (place === "confirm") return this.confirm(id, action, form);
    if (place === "checkout") return this.checkout(id, form);
    if (place === "portal") return this.portal(id, action, form);
    if (place === "invoice") return this.invoice(id, form);
    return undefined;
  }

  private checkout(id: string, form: URLSearchParams | undefined): Shown | undefined {
    const { account } = this;
    const session = account.store.checkoutSessions.get(id);
    if (!session) return undefined;
    if (!form || session.status !== "open") return { html: checkoutPage(account, session) };
    const again = (problem: string): Shown => ({ html: checkoutPage(account, session, problem), status: 402 });
    const email = form.get("email") ?? undefined;
    const order = account.store.checkoutOrders.get(id);
    const isFree = form.has("nocard") && order?.cardNeeded === false && (order.trialDays ?? order.trialEndAt) !== null;
    const entry = isFree ? undefined : { ...entryOf(form), email };
    const pay = (): Shown => {
      const paid = payCheckout(account, session, entry, email);
      return "location" in paid ? paid : again(paid.problem);
    };
    return entry ? this.withCard(entry.number, pay, again) : pay();
  }

  private portal(id: string, action: string, form: URLSearchParams | undefined): Shown | undefined {
    const { account } = this;
    const session = account.store.portalSessions.get(id);
    if (!session) return undefined;
    const again = (problem: string): Shown => ({ html: portalPage(account, session, problem), status: 402 });
    if (!form) return { html: portalPage(account, session) };
    if (action !== "card") {
      const problem = portalAction(account, session, action, form);
      return problem ? again(problem) : completeFlow(session);
    }
    const { number, name } = entryOf(form);
    return this.withCard(
      number,
      () => {
        try {
          savePortalCard(account, session, number, name);
          return completeFlow(session);
        } catch (error) {
          if (error instanceof StripeApiError) return again(error.message);
          throw error;
        }
      },
      again,
    );
  }

  private invoice(id: string, form: URLSearchParams | undefined): Shown | undefined {
    const invoice = this.account.store.invoices.get(id);
    if (!invoice) return undefined;
    if (!form) return { html: invoicePage(invoice) };
    const { number, name } = entryOf(form);
    const again = (problem: string): Shown => ({ html: invoicePage(invoice, problem), status: 402 });
    const pay = (): Shown => {
      const problem = payInvoice(this.account, invoice, number, name);
      return problem ? again(problem) : { location: `/stripe/invoice/${id}` };
    };
    return this.withCard(number, pay, again);
  }

  /** Goes on with a card at once, or after its owner has confirmed it. */
  private withCard(number: string, proceed: () => Shown, refuse: (problem: string) => Shown): Shown {
    const { confirm, problem } = examineCard(number);
    if (problem) return refuse(problem);
    if (!confirm) return proceed();
    const id = randomUUID();
    this.confirmations.set(id, { complete: proceed, fail: () => refuse(NOT_CONFIRMED) });
    return { location: `/stripe/confirm/${id}` };
  }

  /** The bank's page: 3-D Secure. */
  private confirm(id: string, action: string, form: URLSearchParams | undefined): Shown | undefined {
    const waiting = this.confirmations.get(id);
    if (!waiting) return undefined;
    if (!form) {
      const body = `<header><h1>3D Secure 2 test page</h1><p>Your bank asks you to confirm this payment.</p>${NOTICE}</header>
<main><div class="actions">${buttonForm(`/stripe/confirm/${id}/complete`, "Complete")}${buttonForm(`/stripe/confirm/${id}/fail`, "Fail")}</div></main>`;
      return { html: layout("3D Secure", body) };
    }
    this.confirmations.delete(id);
    return action === "complete" ? waiting.complete() : waiting.fail();
  }
}

function entryOf(form: URLSearchParams): { number: string; name: string } {
  return { number: form.get("number") ?? "", name: form.get("name") ?? "" };
}
