import type { MailMessage } from "@/lib/contracts/mail";
import { messageSentence, messageSubject } from "@/lib/domain/appointments/message-words";

/** What a mail says. Paragraphs are plain text; the button's address is given in words too, for where buttons do not work. */
export type MailWords = {
  subject: string;
  heading: string;
  paragraphs: readonly string[];
  /** What there is to tell of, each with where it leads. */
  items?: readonly { title: string; body: string; at: string; href: string }[];
  /** None where there is nothing to open. */
  button?: { label: string; href: string };
  /** Under the button: how long it works, what to do if it was not you. */
  notes: readonly string[];
  /** Who it comes from in the reader's eyes, when that is not us, and in which language. */
  brand?: string;
  language?: string;
};

/** The words of each kind of mail: what happened, what it means, what to do. */
export function mailWords(message: MailMessage): MailWords {
  switch (message.kind) {
    case "verify_email":
      return {
        subject: "Confirm your e-mail address",
        heading: "Confirm your e-mail address",
        paragraphs: [
          `Hello ${message.name}. You signed up for Aybiza with this address. Confirm that it is yours, and your agents can make calls and you can invite people.`,
        ],
        button: { label: "Confirm address", href: message.link },
        notes: [
          "The link works once, for 24 hours.",
          "If you did not sign up, do nothing: the address stays unconfirmed.",
        ],
      };
    case "reset_password":
      return {
        subject: "Choose a new password",
        heading: "Choose a new password",
        paragraphs: [
          `Hello ${message.name}. Somebody asked for a new password for your Aybiza account. If it was you, choose one now.`,
        ],
        button: { label: "Choose a new password", href: message.link },
        notes: ["The link works once, for one hour.", "If it was not you, do nothing: your password stays as it is."],
      };
    case "already_signed_up":
      return {
        subject: "You have an Aybiza account already",
        heading: "You have an account already",
        paragraphs: [
          `Hello ${message.name}. Somebody tried to sign up for Aybiza with this address. It has an account, so nothing was made and nothing was changed.`,
          "If it was you, sign in. If you do not know your password any more, the sign-in page leads to a new one.",
        ],
        button: { label: "Sign in", href: message.signInLink },
        notes: ["If it was not you, you need not do anything."],
      };
    case "password_changed":
      return {
        subject: "Your password was changed",
        heading: "Your password was changed",
        paragraphs: [
          `Hello ${message.name}. The password of your Aybiza account was changed just now, and your other browsers were signed out.`,
        ],
        button: { label: "Look at your security settings", href: message.securityLink },
        notes: [
          "If it was not you, ask for a new password on the sign-in page at once, and tell an owner of your organization.",
        ],
      };
    case "second_factor_changed":
      return {
        subject: message.enabled ? "Your second factor was turned on" : "Your second factor was turned off",
        heading: message.enabled ? "Your second factor is on" : "Your second factor is off",
        paragraphs: [
          message.enabled
            ? `Hello ${message.name}. From now on, signing in to Aybiza takes a code of your authenticator app too.`
            : `Hello ${message.name}. From now on, your password alone is enough to sign in to Aybiza.`,
        ],
        button: { label: "Look at your security settings", href: message.securityLink },
        notes: ["If it was not you, change your password at once, and tell an owner of your organization."],
      };
    case "invitation":
      return {
        subject: `${message.inviterName} invites you to ${message.organizationName}`,
        heading: `Join ${message.organizationName}`,
        paragraphs: [
          `${message.inviterName} invites you to ${message.organizationName} on Aybiza, where people and AI agents answer the phone together. Your role would be: ${message.role}.`,
        ],
        button: { label: "Look at the invitation", href: message.link },
        notes: ["The link works once, for 7 days.", "If you do not know what this is about, do nothing."],
      };
    case "notifications":
      return notificationWords(message);
    case "appointment":
      return {
        subject: `${messageSubject(message.facts)}: ${message.facts.businessName}`,
        heading: messageSubject(message.facts),
        paragraphs: [messageSentence(message.facts)],
        notes: [],
        brand: message.facts.businessName,
        language: message.facts.language,
      };
    case "usage_alert":
      return usageWords(message);
    case "payment_failed":
      return {
        subject: `The payment for ${message.organizationName} failed`,
        heading: "A payment failed",
        paragraphs: [
          `The last payment for ${message.organizationName} did not go through. Nothing is switched off yet. Check the card or give another one, so that your agents go on answering.`,
        ],
        button: { label: "Check the payment", href: message.billingLink },
        notes: ["You get this mail because you look after the billing of this organization."],
      };
    case "subscription_ended":
      return {
        subject: `${message.organizationName} answers no new calls any more`,
        heading: "The subscription has ended",
        paragraphs: [
          `The subscription of ${message.organizationName} has ended or is not paid. Its agents answer no new calls: callers hear, politely, that nobody can take the call. Nothing of yours was deleted.`,
          "Choose a plan, or pay what is open, and the next call is answered.",
        ],
        button: { label: "Go to billing", href: message.billingLink },
        notes: ["You get this mail because you look after the billing of this organization."],
      };
  }
}

const figure = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

function usageWords(message: Extract<MailMessage, { kind: "usage_alert" }>): MailWords {
  const { organizationName, limit, percent, billingLink } = message;
  const isReached = percent >= 100;
  return {
    subject: isReached
      ? `${organizationName} has reached its limit of ${limit}`
      : `${organizationName} has used ${figure.format(percent)} % of its ${limit}`,
    heading: isReached ? `The limit of ${limit} is reached` : `${figure.format(percent)} % of the ${limit} are used`,
    paragraphs: [
      `${organizationName} has used ${figure.format(message.used)} of the ${figure.format(message.included)} ${limit} its plan includes in this billing period.`,
      isReached
        ? "Calls in progress are not cut off. What happens to new ones depends on the plan; the billing page says it."
        : "Nothing changes until the limit is reached. The billing page says what happens then, and offers other plans.",
    ],
    button: { label: "See usage and plans", href: billingLink },
    notes: ["You get this mail because you look after the billing of this organization."],
  };
}

function notificationWords(message: Extract<MailMessage, { kind: "notifications" }>): MailWords {
  const { organizationName, items, more, timeZone, listLink, preferencesLink } = message;
  const [first] = items;
  const count = items.length + more;
  const title = count === 1 && first ? first.title : `${figure.format(count)} notifications from ${organizationName}`;
  const time = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeStyle: "short", timeZone });
  const rest = more > 0 ? [`${figure.format(more)} more are not listed here.`] : [];
  return {
    subject: title,
    heading: title,
    paragraphs: count === 1 ? [`From ${organizationName}.`] : rest,
    items: items.map(({ title: what, body, at, link }) => ({
      // Alone it is the heading.
      title: count === 1 ? "" : what,
      body,
      at: time.format(new Date(at)),
      href: link,
    })),
    button:
      count === 1 && first
        ? { label: "Open it", href: first.link }
        : { label: "See all notifications", href: listLink },
    notes: [`You chose to be told by e-mail. Change it at ${preferencesLink}`],
  };
}
