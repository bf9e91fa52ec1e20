import type { ActionRun, ActionSteps, Integration } from "../integration";
import { asked, bound } from "../parameters";
import { at, lacks, list, text } from "../reading";

/** Slack, Web API (docs.slack.dev/reference/methods): it says no with a 200 and `{ ok: false, error }`. */

const EXPIRED = new Set(["invalid_auth", "token_expired", "token_revoked", "not_authed", "account_inactive"]);

/** What a caller says is no markup: nobody is called by it, and no link is made. */
const plain = (words: string): string => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function* postMessage({ said, settings, bound: known }: ActionRun): ActionSteps {
  const channel = settings.channel ?? "";
  if (channel === "") return { refused: "the business has not said yet which channel it goes to" };
  const words = [said.message, known.caller_number ? `Called from ${known.caller_number}.` : ""].filter(Boolean);
  const { json } = yield {
    method: "POST",
    path: "/api/chat.postMessage",
    body: { channel, text: plain(words.join("\n")), unfurl_links: false, unfurl_media: false },
    changes: true,
  };
  const [place, ts] = [text(json, "channel"), text(json, "ts")];
  if (place === null || ts === null) return lacks("channel and time");
  return { done: { posted: true }, record: { id: `${place}/${ts}`, fields: { text: text(json, "message.text") } } };
}

function* createChannel({ said }: ActionRun): ActionSteps {
  const name = String(said.name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 80);
  if (name === "") return { refused: "a channel needs a name of letters and digits" };
  const { json } = yield { method: "POST", path: "/api/conversations.create", body: { name }, changes: true };
  const id = text(json, "channel.id");
  const made = text(json, "channel.name");
  if (id === null || made === null) return lacks("channel");
  return { done: { channel: made }, record: { id, fields: { channel: made } } };
}

function* lookUpUser({ said }: ActionRun): ActionSteps {
  const { json } = yield {
    method: "GET",
    path: "/api/users.lookupByEmail",
    query: { email: String(said.email) },
  };
  const name = text(json, "user.real_name") ?? text(json, "user.name");
  if (name === null) return lacks("user");
  return { done: { name, title: text(json, "user.profile.title"), has_left: at(json, "user.deleted") === true } };
}

export const SLACK: Integration = {
  vendor: "slack",
  title: "Slack",
  description: "Agents tell your team what a caller wants, in a channel that you choose.",
  auth: {
    kind: "oauth",
    client: "slack",
    authorize: { origin: "https://slack.com", path: "/oauth/v2/authorize" },
    token: { origin: "https://slack.com", path: "/api/oauth.v2.access" },
    pkce: false,
    clientAuth: "form",
    tokenBody: "form",
    scopeSeparator: ",",
    grantIn: (json) => {
      const team = text(json, "team.name");
      return team === null ? {} : { account: { name: team } };
    },
    revoke: ({ access }) => ({
      origin: "https://slack.com",
      method: "POST",
      path: "/api/auth.revoke",
      form: { token: access },
    }),
  },
  scopes: [
    { scope: "chat:write", words: "Write messages in channels it is invited to" },
    { scope: "channels:manage", words: "Make public channels" },
    { scope: "channels:history", words: "Read the channels it is in, to see that a message has arrived" },
    { scope: "channels:read", words: "See which public channels there are" },
    { scope: "users:read", words: "See who is in your workspace" },
    { scope: "users:read.email", words: "Find a colleague by their e-mail address" },
  ],
  settings: [
    {
      name: "channel",
      label: "Channel for messages",
      hint: "Its id, such as C0123456789: in Slack under the channel’s details. Invite the app to it.",
      required: true,
    },
  ],
  apiOrigin: "https://slack.com",
  problemIn: (json) => text(json, "error"),
  refusalIn: (json) => {
    if (at(json, "ok") !== false) return null;
    const code = text(json, "error") ?? "unknown";
    return { code, isExpired: EXPIRED.has(code) };
  },
  actions: [
    {
      name: "post_message",
      title: "Tell the team in Slack",
      description: "Writes a message to the business's people in their channel. Use it for what they should see soon.",
      effect: "changes",
      confirm: "none",
      sayWhile: "One moment, I’m letting the team know.",
      parameters: [asked("message", "What the team should know, in a few sentences"), bound("caller_number", false)],
      steps: postMessage,
      readBack: {
        request: ({ id }) => {
          const [channel = "", ts = ""] = id.split("/");
          const query = { channel, latest: ts, oldest: ts, inclusive: "true", limit: "1" };
          return { method: "GET", path: "/api/conversations.history", query };
        },
        read: ({ json }) => {
          const [message] = list(json, "messages") ?? [];
          return message === undefined ? null : { text: text(message, "text") };
        },
      },
    },
    {
      name: "create_channel",
      title: "Make a channel",
      description: "Makes a public channel in the business's Slack for a matter of its own.",
      effect: "changes",
      confirm: "person",
      sayWhile: "",
      limits: { perTurn: 1, perCall: 1, perDay: 20 },
      parameters: [asked("name", "What the channel is to be called, in two or three words")],
      steps: createChannel,
      readBack: {
        request: ({ id }) => ({ method: "GET", path: "/api/conversations.info", query: { channel: id } }),
        read: ({ json }) => (text(json, "channel.id") === null ? null : { channel: text(json, "channel.name") }),
      },
    },
    {
      name: "user_lookup",
      title: "Find a colleague",
      description: "Looks up whether somebody works at the business, by their work e-mail address.",
      effect: "reads",
      confirm: "none",
      sayWhile: "",
      parameters: [asked("email", "Their work e-mail address")],
      steps: lookUpUser,
      readBack: null,
    },
  ],
};
