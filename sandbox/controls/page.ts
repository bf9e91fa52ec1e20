/** The page at / and /sandbox. */
export function controlPage(): string {
  return "<!doctype html><title>Sandbox</title><p>The vendors' stand-ins run here.";
}
