import type { FindingCode } from "./finding-words";

const INSIDE_NAMES = /(^|\.)(localhost|local|internal|lan|home|test|invalid|example|intranet|corp)$/i;
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/;

/**
 * Why an address can't be reached from the internet, as far as it says so itself; null when nothing speaks against it. What its name
 * resolves to is another question.
 */
export function publicAddressProblem(address: string): FindingCode | null {
  const { protocol, hostname } = new URL(address);
  if (isInside(hostname)) return "address.not_public";
  return protocol === "https:" ? null : "address.not_https";
}

function isInside(hostname: string): boolean {
  if (hostname.startsWith("[")) return /^\[(::1?\]|f[cd]|fe[89ab]|::ffff:)/i.test(hostname);
  const [, first, second] = (IPV4.exec(hostname) ?? []).map(Number);
  if (first !== undefined && second !== undefined) return isInsideIPv4(first, second);
  return !hostname.includes(".") || INSIDE_NAMES.test(hostname);
}

function isInsideIPv4(first: number, second: number): boolean {
  if (first === 10 || first === 127 || first === 0 || first >= 224) return true;
  if (first === 172) return second >= 16 && second <= 31;
  if (first === 100) return second >= 64 && second <= 127;
  return (first === 192 && second === 168) || (first === 169 && second === 254);
}
