/** What is said in more than one place, each in several ways, so that nobody hears the same words twice in a row. */
export const PHRASES = {
  anythingElse: ["Is there anything else I can help you with?", "Anything else I can do for you?"],
  offer: [
    "Would you like me to take a message?",
    "Shall I take a message, so that someone can call you back?",
    "I could take a message for the team. Would you like that?",
  ],
  unknown: ["I'm sorry, I don't know that.", "I'm afraid I don't have that information."],
  cannotSee: ["I'm sorry, I can't look into that from here.", "I'm afraid I can't settle that myself."],
  notCaught: ["I'm sorry, I did not catch that.", "Sorry, I still could not make that out."],
  sayAgain: ["Could you say it again?", "Could you put it another way?"],
  nobody: [
    "I'm sorry, I cannot connect you to a person from here.",
    "I understand, but nobody can be put through on this line.",
  ],
  welcome: ["You're welcome.", "My pleasure.", "Happy to help."],
  hello: ["Hello. How can I help you?", "Yes, hello, I can hear you. What can I do for you?"],
  when: ["Which day and time would suit you best?", "Which other day and time would suit you?"],
  cannotArrange: [
    "I can't arrange that myself, but I can pass it on, and someone will call you back to confirm.",
    "As I can only pass that on, someone else will confirm it with you.",
  ],
  isRight: ["Is that right?", "Did I get that right?"],
  listening: ["Alright. I am listening.", "I'm listening."],
  takeTime: ["Of course, take your time.", "No hurry, I'm here."],
} as const;

/** The first way of saying something whose words were not just said. */
export function vary(way: keyof typeof PHRASES, lastSaid: string): string {
  const ways: readonly string[] = PHRASES[way];
  return ways.find((text) => !lastSaid.includes(text)) ?? ways[0] ?? "";
}

/** Whether something said has one of the ways of a phrase in it, or the better part of one that was cut off. */
export function hasSaid(way: keyof typeof PHRASES, said: string): boolean {
  return PHRASES[way].some((text) => said.includes(text.slice(0, Math.ceil(text.length * 0.7))));
}
