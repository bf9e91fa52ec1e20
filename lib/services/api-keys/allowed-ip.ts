import ipaddr from "ipaddr.js";

/** An address or CIDR range in its normal form ("10.0.0.0/8", "2001:db8::/32"); null for what is neither. */
export function normalIpRange(text: string): string | null {
  const range = parseRange(text.trim());
  return range ? `${range.address.toString()}/${range.bits}` : null;
}

/** Whether a list lets an address in. An empty list lets everybody in; an address that is not known is in no list. */
export function isIpAllowed(ip: string | undefined, allowed: readonly string[]): boolean {
  if (allowed.length === 0) return true;
  if (!ip || !ipaddr.isValid(ip)) return false;
  // An IPv4 caller on an IPv6 socket is written ::ffff:10.0.0.1.
  const address = ipaddr.process(ip);
  return allowed.some((text) => {
    const range = parseRange(text);
    return range !== null && range.address.kind() === address.kind() && address.match(range.address, range.bits);
  });
}

type Range = { address: ipaddr.IPv4 | ipaddr.IPv6; bits: number };

function parseRange(text: string): Range | null {
  // Written out in full: "10.1" and "0x7f.1" are addresses to some programs and mistakes to people.
  const [host = "", bits, more] = text.split("/");
  const isFull = ipaddr.IPv4.isValidFourPartDecimal(host) || (host.includes(":") && ipaddr.IPv6.isValid(host));
  if (!isFull || more !== undefined || host.includes("%")) return null;
  const address = ipaddr.process(host);
  const most = address.kind() === "ipv4" ? 32 : 128;
  if (bits === undefined) return { address, bits: most };
  const isMapped = host.includes(":") && address.kind() === "ipv4";
  const given = /^\d{1,3}$/.test(bits) ? Number(bits) - (isMapped ? 96 : 0) : -1;
  if (given < 0 || given > most) return null;
  const network = address.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return { address: network.networkAddressFromCIDR(`${address.toString()}/${given}`), bits: given };
}
