/** A text message that the account sent. */
export interface TextMessage {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly createdAt: Date;
  sentAt: Date | undefined;
  status: "queued" | "sent" | "delivered";
}
