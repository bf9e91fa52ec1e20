import { page, type Route } from "./route";

/** The account itself (docs.stripe.com/api/accounts/retrieve), and its payment links, of which it has none. */
export const accountRoutes: readonly Route[] = [
  {
    on: "GET /v1/account",
    operation: "account.retrieve",
    permission: "rak_accounts_kyc_basic_read",
    answer: ({ key }) => ({
      id: "acct_sandbox",
      object: "account",
      business_profile: { name: key?.accountName ?? "Sandbox" },
      charges_enabled: key?.chargesEnabled ?? true,
      country: "US",
      default_currency: "usd",
      details_submitted: true,
      email: "owner@example.test",
      payouts_enabled: key?.chargesEnabled ?? true,
      settings: { dashboard: { display_name: key?.accountName ?? "Sandbox", timezone: "America/Los_Angeles" } },
      type: "standard",
    }),
  },
  {
    on: "GET /v1/payment_links",
    operation: "payment_links.list",
    permission: "rak_payment_links_read",
    answer: (call) => page(call, "/v1/payment_links", []),
  },
];
