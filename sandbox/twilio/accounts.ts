import type { Controls } from "../stand-in";
import { Api } from "./rest/api";
import { Exchange, type ExchangeOptions } from "./telephony/exchange";
import { toE164 } from "./telephony/phone-numbers";

type Account = { readonly exchange: Exchange; readonly api: Api; readonly authToken: string };

/** The sandbox's own account and those that the controls name: each with numbers and calls of its own, on one telephone network. */
export class Accounts {
  readonly own: Exchange;
  private readonly ownApi: Api;
  private readonly others = new Map<string, Account>();

  constructor(
    private readonly controls: Controls,
    private readonly options: ExchangeOptions,
  ) {
    this.own = this.exchangeOf({});
    this.ownApi = new Api(this.own);
  }

  /** The API of the account that a request names; the own one's, which refuses it, when nobody knows that account. */
  apiOf(accountSid: string | undefined): Api {
    return (accountSid === undefined ? undefined : this.find(accountSid)?.api) ?? this.ownApi;
  }

  /** The API of whom a request without an account in its path signs in as: an account, or one of its keys. */
  apiOfUser(user: string): Api {
    for (const account of this.controls.accounts.list()) {
      if (account.vendor !== "twilio") continue;
      if (account.accountSid === user || account.apiKeys.some(({ sid }) => sid === user))
        return this.apiOf(account.accountSid);
    }
    return this.ownApi;
  }

  /** The account whose number this is; the own one when it is nobody's. */
  reachedAt(number: string): Exchange {
    const e164 = toE164(number);
    return (e164 === undefined ? undefined : this.ownerOf(e164)) ?? this.own;
  }

  /** The account that has a call. */
  holding(callSid: string): Exchange | undefined {
    return this.all().find(({ calls }) => calls.has(callSid));
  }

  all(): Exchange[] {
    return [this.own, ...[...this.others.values()].map(({ exchange }) => exchange)];
  }

  close(): void {
    for (const exchange of this.all()) exchange.close();
  }

  private ownerOf = (e164: string): Exchange | undefined =>
    this.all().find(({ numbers }) => numbers.findByNumber(e164) !== undefined);

  private find(accountSid: string): Account | undefined {
    const facts = this.controls.accounts.twilio(accountSid);
    if (facts === undefined) return undefined;
    const known = this.others.get(accountSid);
    if (known?.authToken === facts.authToken) return known;
    known?.exchange.close();
    const exchange = this.exchangeOf({
      accountSid,
      authToken: facts.authToken,
      account: () => this.controls.accounts.twilio(accountSid),
    });
    const account = { exchange, api: new Api(exchange), authToken: facts.authToken };
    this.others.set(accountSid, account);
    return account;
  }

  private exchangeOf(own: Partial<ExchangeOptions>): Exchange {
    return new Exchange(this.controls, { ...this.options, ...own, ownerOf: (e164) => this.ownerOf(e164) });
  }
}
