import { createServer, connect, type AddressInfo } from "node:net";

export type Tap = {
  /** `http://` of the tap; what is sent there reaches the target. */
  url: string;
  /** All that clients sent through it so far, web socket frames unmasked. */
  sent(): string;
  close(): Promise<void>;
};

/** Stands between a client and a server on this machine and keeps what the client really sends. `target`: the server's port, once it is known. */
export async function openTap(target: () => number): Promise<Tap> {
  const connections: Buffer[][] = [];
  const server = createServer((client) => {
    const pieces: Buffer[] = [];
    connections.push(pieces);
    const upstream = connect(target(), "127.0.0.1");
    client.on("data", (piece: Buffer) => pieces.push(piece));
    client.pipe(upstream).pipe(client);
    client.on("error", () => upstream.destroy());
    upstream.on("error", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => connections.map((pieces) => readable(Buffer.concat(pieces))).join("\n"),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function readable(bytes: Buffer): string {
  const head = bytes.indexOf("\r\n\r\n");
  const isSocket = head > 0 && /upgrade: websocket/i.test(bytes.toString("latin1", 0, head));
  return isSocket ? framesIn(bytes.subarray(head + 4)) : bytes.toString("utf8");
}

/** What a client's web socket frames (RFC 6455, always masked) carry. */
function framesIn(bytes: Buffer): string {
  const texts: string[] = [];
  for (let at = 0; at + 6 <= bytes.length;) {
    const short = (bytes[at + 1] ?? 0) & 0x7f;
    const [length, head] =
      short === 126
        ? [bytes.readUInt16BE(at + 2), 4]
        : short === 127
          ? [Number(bytes.readBigUInt64BE(at + 2)), 10]
          : [short, 2];
    const mask = bytes.subarray(at + head, at + head + 4);
    const body = Buffer.from(bytes.subarray(at + head + 4, at + head + 4 + length));
    for (let n = 0; n < body.length; n += 1) body[n] = (body[n] as number) ^ (mask[n % 4] as number);
    texts.push(body.toString("utf8"));
    at += head + 4 + length;
  }
  return texts.join("\n");
}
