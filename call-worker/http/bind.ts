import type { Clock } from "../ports/clock";

/** A supervisor may hold the port until it hears that its worker wants it. */
const BIND_TRIES = 20;

/** Listens on the port, or ends the process saying that somebody else does. */
export async function bind(
  http: { listen(port: number): Promise<number> },
  wanted: number,
  clock: Clock,
): Promise<number> {
  process.send?.({ event: "binding" });
  for (let tries = 1; ; tries += 1) {
    try {
      return await http.listen(wanted);
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
      if (taken && process.send && tries < BIND_TRIES) {
        await new Promise<void>((resolve) => clock.setTimer(100, resolve));
        continue;
      }
      const help = `Port ${wanted} (CALL_PORT) is in use. Stop what uses it, or set CALL_PORT to another port.`;
      process.stderr.write(`${taken ? help : String(error)}\n`);
      process.exit(98);
    }
  }
}
