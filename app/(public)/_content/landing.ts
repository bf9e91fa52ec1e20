type Point = { title: string; words: string };

/** What the picture of the desk shows, from left to right. */
export const seen: readonly Point[] = [
  { title: "Every call in progress", words: "Who is on the line, for how long, and the last thing that was said." },
  {
    title: "The words as they are spoken",
    words: "Struck through is what the agent had to say but the caller, breaking in, never heard.",
  },
  {
    title: "Where the time went",
    words: "Each answer’s wait, split into hearing, thinking, speaking and our own part of it.",
  },
];

export const promises: readonly Point[] = [
  {
    title: "It says what it is",
    words: "The first sentence names it as an AI assistant, and the second says so if the conversation is kept.",
  },
  {
    title: "It lets itself be interrupted",
    words: "It falls silent when the caller speaks, goes on when it was only “mm-hm”, and knows how far it was heard.",
  },
  {
    title: "It looks hours up",
    words: "Opening hours are worked out from your calendar, time zone and holidays, never recalled from memory.",
  },
  {
    title: "It takes messages",
    words: "Name, number and wish, read back to the caller, and on your list before the call has ended.",
  },
  {
    title: "It puts callers through",
    words: "When it cannot go on, it says so and transfers to the number you gave. Nobody is left with a dead line.",
  },
  {
    title: "It does not lose a call",
    words: "Words are on disk before anybody sees them. If a server dies in mid-call, another one takes the call over.",
  },
  {
    title: "It shows how slow it was",
    words: "Every answer’s delay is measured in the sound, as the caller heard it, not where it looks best.",
  },
  {
    title: "It opens to your programs",
    words: "List calls, read transcripts and start calls over REST, with keys that you limit and revoke.",
  },
];

export const readers: readonly Point[] = [
  {
    title: "Practices",
    words: "Hours, parking, prices of a check-up, wishes for a day. The front desk looks after who is in the room.",
  },
  { title: "Shops", words: "Is it in stock, when do you close, can I bring it back: answered while you serve." },
  { title: "Service teams", words: "Calls at night and at the weekend become messages with a name and a number." },
  {
    title: "Not for",
    words: "Emergency lines, or calls where a wrong answer could hurt someone. It is a machine and can be wrong.",
  },
];
