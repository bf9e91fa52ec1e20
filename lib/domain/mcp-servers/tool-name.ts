const LONGEST = 50;

/** A name that models may call a server's tool by: `getOrder.status-v2` is `get_order_status_v2`. One that is taken gets the server's name before it, then a number after it. */
export function modelNameOf(tool: string, server: string, isTaken: (name: string) => boolean): string {
  const name = slug(tool) || "tool";
  const own = /^[a-z]/.test(name) ? name : `tool_${name}`;
  const prefixed = cut(`${/^[a-z]/.test(slug(server)) ? slug(server).slice(0, 20) : "server"}_${own}`);
  for (const candidate of [cut(own), prefixed]) if (!isTaken(candidate)) return candidate;
  for (let number = 2; ; number += 1) {
    const numbered = `${cut(prefixed, LONGEST - 5)}_${number}`;
    if (!isTaken(numbered)) return numbered;
  }
}

const slug = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");

const cut = (name: string, most = LONGEST): string => name.slice(0, most).replace(/_+$/, "").replaceAll(/_{2,}/g, "_");
