import { rfc2822 } from "../telephony/call-params";
import type { Exchange } from "../telephony/exchange";
import type { Address } from "../telephony/number-book";
import { newSid } from "../sids";
import { ApiError, notFound } from "./api-error";
import { page, type Route } from "./request";

/** The Addresses resource (twilio.com/docs/usage/api/address): where a number's user is, for countries that ask. */
export function addressRoutes(exchange: Exchange): Route[] {
  const { addresses } = exchange.numbers;
  const render = (address: Address): Record<string, unknown> => ({
    sid: address.sid,
    account_sid: exchange.accountSid,
    friendly_name: null,
    customer_name: address.customerName,
    street: address.street,
    street_secondary: null,
    city: address.city,
    region: address.region,
    postal_code: address.postalCode,
    iso_country: address.isoCountry,
    emergency_enabled: false,
    validated: false,
    verified: false,
    date_created: rfc2822(address.createdAt),
    date_updated: rfc2822(address.createdAt),
    uri: `/2010-04-01/Accounts/${exchange.accountSid}/Addresses/${address.sid}.json`,
  });
  const find = (sid: string | undefined, pathname: string): Address => {
    const address = addresses.get(sid ?? "");
    if (address === undefined) throw notFound(pathname);
    return address;
  };
  return [
    {
      method: "GET",
      pattern: /^\/Addresses$/,
      handle: (request) => page(request, "addresses", [...addresses.values()].reverse(), render),
    },
    {
      method: "POST",
      pattern: /^\/Addresses$/,
      handle: ({ form }) => {
        const field = (name: string): string => {
          const value = form.get(name)?.trim() ?? "";
          if (value === "") throw new ApiError(400, 20001, `Missing required parameter ${name} in the post body`);
          return value;
        };
        const address: Address = {
          sid: newSid("AD"),
          customerName: field("CustomerName"),
          street: field("Street"),
          city: field("City"),
          region: field("Region"),
          postalCode: field("PostalCode"),
          isoCountry: field("IsoCountry"),
          createdAt: new Date(),
        };
        addresses.set(address.sid, address);
        return { status: 201, json: render(address) };
      },
    },
    {
      method: "GET",
      pattern: /^\/Addresses\/([^/]+)$/,
      handle: ({ path, url }) => ({ status: 200, json: render(find(path[0], url.pathname)) }),
    },
    {
      method: "DELETE",
      pattern: /^\/Addresses\/([^/]+)$/,
      handle: ({ path, url }) => {
        addresses.delete(find(path[0], url.pathname).sid);
        return { status: 204 };
      },
    },
  ];
}
