import { z } from "zod";

/** Kept in `organizations.settings.erasure` while an erasure waits. */
const Erasure = z.object({ requestedAt: z.iso.datetime(), eraseAfter: z.iso.datetime(), requestedBy: z.string() });
export type Erasure = z.infer<typeof Erasure>;

export function erasureOf(settings: unknown): Erasure | null {
  const parsed = z.object({ erasure: Erasure }).safeParse(settings);
  return parsed.success ? parsed.data.erasure : null;
}
