import { describe, expect, it } from "vitest";
import { MailMessage } from "@/lib/contracts/mail";
import { renderMail } from "./render-mail";

const link = "https://aybiza.test/verify-email/abc_DEF-123?a=1&b=2";
const name = "Nora <b>Winter</b>";
const organizationName = "Winter & Sons";
const at = "2026-06-10T21:05:00Z";
const messages: MailMessage[] = [
  { kind: "verify_email", name, link },
  { kind: "reset_password", name, link },
  { kind: "already_signed_up", name, signInLink: link },
  { kind: "password_changed", name, securityLink: link },
  { kind: "second_factor_changed", name, enabled: true, securityLink: link },
  { kind: "second_factor_changed", name, enabled: false, securityLink: link },
  { kind: "invitation", organizationName, inviterName: name, role: "supervisor", link },
  {
    kind: "usage_alert",
    organizationName,
    limit: "minutes",
    percent: 80,
    used: 1240.4,
    included: 1550,
    billingLink: link,
  },
  { kind: "usage_alert", organizationName, limit: "calls", percent: 100, used: 100, included: 100, billingLink: link },
  { kind: "payment_failed", organizationName, billingLink: link },
  { kind: "subscription_ended", organizationName, billingLink: link },
  notifications([{ title: `${name} waits`, body: "They asked for a person", at, link }], "https://aybiza.test/all"),
  notifications(
    [1, 2].map((n) => ({ title: `${name} waits ${n}`, body: "", at, link: `https://aybiza.test/live/${n}` })),
    link,
  ),
];

function notifications(
  items: Extract<MailMessage, { kind: "notifications" }>["items"],
  listLink: string,
): Extract<MailMessage, { kind: "notifications" }> {
  const preferencesLink = "https://aybiza.test/settings/notifications";
  const more = items.length > 1 ? 3 : 0;
  return { kind: "notifications", organizationName, items, more, timeZone: "Asia/Tokyo", listLink, preferencesLink };
}

it("lists what came together, each with its time where the person is, and says how many more there are", async () => {
  const digest = messages.findLast(({ kind }) => kind === "notifications");
  const { subject, text, html } = await renderMail(digest!);
  expect(subject).toBe("5 notifications from Winter & Sons");
  expect(text).toContain("3 more are not listed here");
  expect(text).toMatch(/waits 2\nJun 11, 2026, 6:05\sAM\nhttps:\/\/aybiza\.test\/live\/2/);
  expect(html).toContain('href="https://aybiza.test/live/1"');
});

const appointment: Extract<MailMessage, { kind: "appointment" }> = {
  kind: "appointment",
  customerName: name,
  facts: {
    kind: "moved",
    language: "de-DE",
    businessName: name,
    serviceName: "Cleaning",
    staffName: null,
    startMs: Date.parse("2026-12-03T22:30:00Z"),
    timeZone: "Europe/Berlin",
    customerTimeZone: null,
  },
  event: { uid: "1@aybiza", sequence: 1, startMs: 0, endMs: 1, stampMs: 0, location: "" },
};

it("writes to a customer in their language, as the business, with nothing to open", async () => {
  const { subject, text, html } = await renderMail(appointment);
  expect(subject).toBe(`Ihr Termin wurde verschoben: ${name}`);
  expect(text).toBe(
    `Ihr Termin wurde verschoben\n\n${name}: Ihr Termin wurde verschoben. Cleaning ist jetzt am Donnerstag, 3. Dezember um 23:30.\n\n${name}\n`,
  );
  expect(html).toMatch(/<html[^>]*lang="de-DE"/);
  expect(html).not.toMatch(/<b>Winter|href=|Aybiza/);
});

it("knows every kind of mail there is", () => {
  const kinds = MailMessage.options.map((option) => option.shape.kind.value);
  expect([...new Set([appointment, ...messages].map(({ kind }) => kind))].sort()).toEqual([...kinds].sort());
});

describe.each(messages)("the mail $kind", (message) => {
  it("has its link in both forms, one button, and needs no picture, script or font from elsewhere", async () => {
    const { subject, html, text } = await renderMail(message);
    expect(text).toContain(link);
    const escaped = link.replace("&", "&amp;");
    expect(html.split(`href="${escaped}"`)).toHaveLength(3);
    expect(html).toContain(`>${escaped}</a>`);
    expect(html).not.toMatch(/<img|<script|@font-face|<link|url\(/i);
    expect(html).toMatch(/<html[^>]*lang="en"/);
    expect(subject).not.toMatch(/[\r\n]|https?:/);
    expect(text).not.toMatch(/<\/?[a-z]+>(?<!<b>|<\/b>)|undefined|null|\[object/);
  });

  it("shows people's own words as words", async () => {
    const { html } = await renderMail(message);
    expect(html).not.toContain("<b>Winter");
    if (!("name" in message)) expect(html).toContain(organizationName.replace("&", "&amp;"));
  });
});

it("keeps a subject on one line, and short", async () => {
  const nasty = `Evil\r\nBcc: everyone@example.test\n${"x".repeat(300)}`;
  const { subject } = await renderMail({ kind: "payment_failed", organizationName: nasty, billingLink: link });
  expect(subject).not.toMatch(/[\r\n]/);
  expect(subject.length).toBeLessThanOrEqual(150);
});

it("says figures as people write them, and what happens at the limit", async () => {
  const texts = await Promise.all(messages.map(async (message) => (await renderMail(message)).text));
  expect(texts.join()).toContain("1,240 of the 1,550 minutes");
  expect(texts.join()).toContain("Calls in progress are not cut off");
});
