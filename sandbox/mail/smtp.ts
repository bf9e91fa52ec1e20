import type { AddressInfo, Socket } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import type { Controls } from "../stand-in";
import type { Mailbox } from "./mailbox";

const MESSAGE_LIMIT_BYTES = 25 * 1024 * 1024;

export interface SmtpEnd {
  readonly port: number;
  close(): Promise<void>;
}

interface SmtpError extends Error {
  responseCode?: number;
}

/**
 * Takes mail by SMTP, from anybody and for anybody, without TLS. Faults of vendor "mail" hit the operations "connect", "mail", "rcpt" and
 * "data": `status` answers with that code (4xx for now, 5xx for good), `stall` and `half-open` answer nothing, `drop` cuts the connection.
 *
 * @throws the listen error (code EADDRINUSE when the port is taken).
 */
export async function openSmtp(
  host: string,
  port: number,
  mailbox: Mailbox,
  controls: Controls,
  nowMs: () => number,
): Promise<SmtpEnd> {
  const sockets = new Map<string, Socket>();

  /** Continues, or does what a fault says in place of it. */
  function unlessFault(operation: string, session: SMTPServerSession, next: (error?: Error | null) => void): void {
    const fault = controls.takeFault("mail", operation);
    if (!fault) return next();
    if (fault.kind === "stall" || fault.kind === "half-open") return;
    if (fault.kind === "status") return next(refusal(fault.status ?? 451));
    sockets.get(`${session.remoteAddress}:${session.remotePort}`)?.resetAndDestroy();
  }

  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    size: MESSAGE_LIMIT_BYTES,
    banner: "Sandbox mail: nothing is delivered to anyone",
    closeTimeout: 100,
    logger: false,
    onAuth: (auth, _session, callback) => callback(null, { user: auth.username ?? "anybody" }),
    onConnect: (session, callback) => unlessFault("connect", session, callback),
    onMailFrom: (_address, session, callback) => unlessFault("mail", session, callback),
    onRcptTo: (_address, session, callback) => unlessFault("rcpt", session, callback),
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("error", (error: Error) => callback(error));
      stream.on("end", () => {
        if (stream.sizeExceeded) return callback(refusal(552));
        unlessFault("data", session, (error) => (error ? callback(error) : void keep(chunks, session, callback)));
      });
    },
  });

  async function keep(
    chunks: readonly Buffer[],
    session: SMTPServerSession,
    callback: (error?: Error | null, message?: string) => void,
  ): Promise<void> {
    const { mailFrom, rcptTo } = session.envelope;
    const envelope = { from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address) };
    try {
      const message = await mailbox.add(Buffer.concat(chunks), envelope, nowMs());
      controls.log("mail", "message", { id: message.id, to: message.to, subject: message.subject });
      callback(null, `2.0.0 Ok: kept as ${message.id}`);
    } catch (error) {
      controls.log("mail", "unreadable message", { reason: String(error) });
      callback(refusal(554));
    }
  }

  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    const name = `${socket.remoteAddress}:${socket.remotePort}`;
    sockets.set(name, socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(name));
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, host, () => {
      server.server.removeListener("error", reject);
      resolve();
    });
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

const WORDS: Record<number, string> = {
  421: "4.3.2 Service not available, try again later",
  450: "4.2.1 Mailbox busy, try again later",
  451: "4.3.0 Temporary failure, try again later",
  452: "4.3.1 Insufficient system storage",
  550: "5.1.1 Mailbox does not exist",
  552: "5.3.4 Message is too large",
  554: "5.7.1 Message refused",
};

function refusal(code: number): Error {
  const words = WORDS[code] ?? (code < 500 ? "4.0.0 Temporary failure" : "5.0.0 Refused");
  const error: SmtpError = new Error(words);
  error.responseCode = code;
  return error;
}
