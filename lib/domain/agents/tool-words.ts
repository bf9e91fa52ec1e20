import type { ToolName } from "@/lib/contracts/agent-config";

/** What a tool lets an agent do, as one says it to a manager. */
export const TOOL_WORDS: Record<ToolName, { label: string; hint: string }> = {
  end_call: { label: "End the call", hint: "Hangs up after the goodbye, once the caller needs nothing more." },
  get_opening_hours: {
    label: "Look up opening hours",
    hint: "Computes from the business's hours and holidays whether it is open, now or on a day.",
  },
  take_message: { label: "Take a message", hint: "Notes name, number and words. You find it under Messages." },
  transfer_to_person: {
    label: "Connect to a person",
    hint: "Hands the call on to the business's fallback number when one of your situations has come.",
  },
  verify_account: {
    label: "Ask for the account id",
    hint: "Begins to check that the caller speaks for an account; a code goes out by text message.",
  },
  check_code: { label: "Check the code", hint: "Checks the six digits of that text message." },
  collect_secret_digits: {
    label: "Have something keyed in, in secret",
    hint: "Card numbers, PINs: keyed in on the telephone, heard, written down and recorded nowhere.",
  },
  send_text: {
    label: "Send text messages",
    hint: "Texts the caller your address, one of your links or their own appointment, at the number they call from. You keep the list on the business’s page.",
  },
  find_appointments: {
    label: "Find free times",
    hint: "Looks up what can be booked and when, and which appointments the caller has.",
  },
  hold_appointment: { label: "Keep a time", hint: "Keeps a time for the caller for five minutes while they decide." },
  book_appointment: { label: "Book appointments", hint: "Books a free time for the caller." },
  move_appointment: { label: "Move appointments", hint: "Moves an appointment of the caller's own to a free time." },
  cancel_appointment: { label: "Cancel appointments", hint: "Cancels an appointment of the caller's own." },
};

/** What a tool is called wherever a person reads of it: its own title, else the product's for it, else its name in words. */
export const toolTitle = (name: string, title: string | null | undefined): string =>
  title ?? (TOOL_WORDS as Partial<Record<string, { label: string }>>)[name]?.label ?? name.replaceAll("_", " ");
