import { createServer } from "node:net";

/** True when nothing listens on `port` of this machine. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * The port a process gets. One that was asked for by name must be free; otherwise the usual one, or the next free one.
 * @throws Error that says which setting to change
 */
export async function choosePort(
  name: string,
  asked: string | undefined,
  usual: number,
  taken: Set<number>,
): Promise<number> {
  if (asked !== undefined && asked !== "") {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      throw new Error(`${name} is "${asked}", which is no port. Give a number from 1 to 65535, or leave it out.`);
    }
    if (taken.has(port) || !(await isPortFree(port))) {
      throw new Error(`Port ${port} (${name}) is in use. Stop what uses it, or set ${name} to another port.`);
    }
    taken.add(port);
    return port;
  }
  for (let port = usual; port < usual + 200; port += 1) {
    if (taken.has(port) || !(await isPortFree(port))) continue;
    taken.add(port);
    return port;
  }
  throw new Error(`No free port from ${usual} to ${usual + 199}. Set ${name} to a free one.`);
}

/** Ports that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const probes = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    probes.map(
      (probe) =>
        new Promise<number>((resolve, reject) => {
          probe.once("error", reject);
          probe.listen(0, "127.0.0.1", () => {
            const address = probe.address();
            if (typeof address === "object" && address !== null) resolve(address.port);
            else reject(new Error("No free TCP port on 127.0.0.1"));
          });
        }),
    ),
  );
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  return ports;
}
