import type { BrowserCall } from "@/lib/contracts/browser-line";
import type { PublicWidget } from "@/lib/contracts/widgets";
import { StartError } from "@/components/phone/browser-phone";

/** A refusal in words; `status`: of the HTTP answer, null when none came. */
export class WidgetRefusal extends StartError {
  constructor(
    message: string,
    readonly status: number | null,
  ) {
    super(message);
  }
}

/** What the widget asks of Aybiza. Refusals are WidgetRefusals. */
export function widgetServer(origin: string, publicKey: string) {
  const address = `${origin}/api/widget/${encodeURIComponent(publicKey)}`;

  async function ask<Answer>(path: string, method: "GET" | "POST"): Promise<Answer> {
    let response: Response;
    try {
      response = await fetch(`${address}${path}`, { method, credentials: "omit" });
    } catch {
      throw new WidgetRefusal("The call cannot be started: the connection failed. Try again in a moment.", null);
    }
    const answer = (await response.json().catch(() => null)) as (Answer & { detail?: string }) | null;
    if (response.ok && answer) return answer;
    const words = answer?.detail ?? "The call cannot be started at the moment. Try again later.";
    throw new WidgetRefusal(words, response.status);
  }

  return {
    open: () => ask<PublicWidget>("", "GET"),
    call: () => ask<BrowserCall>("/calls", "POST"),
  };
}
