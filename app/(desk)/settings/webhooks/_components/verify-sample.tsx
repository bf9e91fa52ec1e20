const SAMPLE = `import { createHmac, timingSafeEqual } from "node:crypto";

// body: the text as it came, before it is parsed
export function isFromAybiza(headers, body, secret) {
  const id = headers["webhook-id"];
  const at = headers["webhook-timestamp"];
  if (Math.abs(Date.now() / 1000 - Number(at)) > 300) return false;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const own = createHmac("sha256", key).update(\`\${id}.\${at}.\${body}\`).digest();
  return headers["webhook-signature"].split(" ").some((each) => {
    const given = Buffer.from(each.split(",")[1] ?? "", "base64");
    return given.length === own.length && timingSafeEqual(given, own);
  });
}`;

/** How a receiver knows that a request is ours. */
export function VerifySample() {
  return (
    <details>
      <summary className="cursor-pointer text-13 font-medium">How to check that a request is ours</summary>
      <div className="mt-2 space-y-2 text-13 text-pretty text-text-2">
        <p>
          Requests follow the{" "}
          <a
            href="https://www.standardwebhooks.com/"
            rel="noreferrer"
            target="_blank"
            className="text-accent underline underline-offset-2"
          >
            Standard Webhooks
          </a>{" "}
          specification, for which there are libraries in most languages. In Node.js without one:
        </p>
        <pre
          // Scrolls sideways, so the keyboard must reach it.
          tabIndex={0}
          aria-label="Example"
          className="overflow-x-auto rounded-md bg-surface-2 p-2.5 font-mono text-12 text-text-2"
        >
          {SAMPLE}
        </pre>
        <p>
          Answer with a 2xx within 10 seconds, and do the work afterwards. A message can come twice: take each
          webhook-id once. Sort what belongs to one call by its sequence.
        </p>
      </div>
    </details>
  );
}
