import { agent, caller, goodbye, hours, keypad, message, type Script } from "./dialogue";

const openToday: Script = ({ pick, first }) => ({
  weight: 12,
  lines: [
    caller(
      pick([
        "Hi, are you open today?",
        "Hey, what time do you close today?",
        "Good morning. Are you guys open right now?",
      ]),
    ),
    hours("today"),
    caller(pick(["Okay great. And Saturday?", "And on the weekend, are you there on Saturday?"])),
    hours("saturday"),
    caller(pick(["Perfect, thank you so much.", "Great, that's all I needed. Thanks."])),
    goodbye(pick([`You're welcome. Have a good day.`, `Glad to help, ${first}. Goodbye.`, "My pleasure. Take care."])),
  ],
});

const whiteningPrice: Script = (who) => ({
  weight: 10,
  lines: [
    caller("Yes, hello. I would like to book the whitening, and I want to be sure about the price first."),
    agent("Of course. In-office whitening is two hundred and forty dollars, and it takes about an hour."),
    caller("I was told the whitening was one ninety-nine, and now you're saying two forty?"),
    agent(
      "The current price for in-office whitening is two hundred and forty dollars. The spring offer of one ninety-nine ended on the thirty-first of May, and I can't change the price myself.",
      { cutAt: 0.55, deep: "The caller disputes a price" },
    ),
    caller("No, no. It was your office that told me, in March."),
    agent(
      "I understand, and I'm sorry about the mix-up. I can pass this on to Marcus, who may decide about it. What is your name and number?",
    ),
    caller(`${who.first} ${who.last}, ${who.spokenNumber}.`),
    message(
      who,
      "Was quoted 199 dollars for whitening in March and asks whether the practice honors it.",
      `Thank you, ${who.first}. I have ${who.spokenNumber}, and somebody will call you back the same working day about the price.`,
    ),
    caller("Okay, well, thank you."),
    goodbye("Thank you for calling. Goodbye."),
  ],
});

const toothache: Script = (who) => ({
  weight: 9,
  lines: [
    caller("Hi, I've got a really bad toothache since last night, and my cheek is kind of swollen."),
    agent(
      "I'm sorry, that sounds miserable. Strong pain and swelling are seen the same day whenever we are open. Do you have any trouble breathing or swallowing?",
      {
        deep: "Possible emergency",
      },
    ),
    caller("No, no, it's just, it really hurts."),
    hours("today", "Good. Let me check when we're here."),
    caller("Can somebody see me then?"),
    agent("I'll have a colleague call you right back to fit you in. What is your name, and the best number?"),
    caller(`It's ${who.first} ${who.last}. ${who.spokenNumber}.`),
    message(
      who,
      "Toothache since last night with a swollen cheek, no trouble breathing. Wants to be seen today.",
      `Thank you, ${who.first}. That was ${who.spokenNumber}. They will call you as soon as we are open. If it gets hard to breathe or swallow, please call 911.`,
    ),
    caller("Okay. Thank you, really."),
    goodbye("Of course. I hope it gets better soon. Goodbye."),
  ],
});

const deltaInsurance: Script = (who) => ({
  weight: 9,
  lines: [
    caller(who.pick(["Do you take Delta insurance?", "Quick question, do you guys take Delta Dental?"])),
    agent("We take Delta Dental PPO, yes. Is yours a PPO plan?", { backchannel: true }),
    caller("Uh, I think it's the, what's it called, the HMO one. DeltaCare."),
    agent(
      "I don't have DeltaCare in front of me, and I don't want to guess. Shall I have the office look it up and call you back today?",
    ),
    caller(`Yes please. I'm ${who.first} ${who.last}, ${who.spokenNumber}.`),
    message(
      who,
      "Asks whether DeltaCare (HMO) is accepted.",
      `Got it, ${who.first}, ${who.spokenNumber}. You'll hear from us the same working day.`,
    ),
    caller("Thanks, bye."),
    goodbye("Goodbye."),
  ],
});

const parking: Script = ({ pick }) => ({
  weight: 7,
  lines: [
    caller(pick(["Hi, I have an appointment in a bit. Where do I park?", "Hey, is there parking at your place?"])),
    agent("There is free parking for patients behind the building. You enter it from Perkins Street."),
    caller("And the address was, uh, Grand Avenue?"),
    agent("Yes, 4180 Grand Avenue, between the post office and the Blue Door Café."),
    caller("Awesome, thanks."),
    goodbye("See you soon."),
  ],
});

const wantsPerson: Script = () => ({
  weight: 7,
  lines: [
    caller("Can I just talk to a manager, please?"),
    agent("Of course. May I ask what it is about, so that you don't have to tell it twice?"),
    caller("It's about the bill for my root canal. It's way more than what Doctor Osei said."),
    agent(
      "Thank you. Nobody can take the call this moment, and I don't want to leave you on hold. May I take your name and number, and Marcus calls you the same working day?",
      {
        cutAt: 0.35,
        deep: "A complaint about a bill",
      },
    ),
    caller("No, I want to talk to a human now."),
    agent("I understand. I'm connecting you to the office. One moment, please."),
    {
      kind: "fact",
      body: { type: "call.transferring", to: "+14155550199", why: "The caller asked for a person twice" },
    },
  ],
  ending: {
    disposition: "transferred",
    reason: "Handed to the office: the caller asked for a person",
    status: "escalated",
  },
});

const priceCheckup: Script = ({ pick }) => ({
  weight: 8,
  lines: [
    caller(pick(["How much is a cleaning without insurance?", "Hi there. What do you charge for a check-up?"])),
    agent("A check-up with cleaning is one hundred and forty-five dollars, x-rays included.", { backchannel: true }),
    caller("And for my daughter? She's two."),
    agent("We see children from the age of three. For two-year-olds your pediatrician can tell you who to see."),
    caller("Okay, good to know. Thank you."),
    goodbye("You're welcome. Goodbye."),
  ],
});

const wrongNumber: Script = ({ pick }) => ({
  weight: 3,
  lines: [
    caller(pick(["Hi, is this the Blue Door Café?", "Oh. Is this not the post office?"])),
    agent("This is Bright Dental, next door to it. I don't have their number, I'm afraid."),
    caller("Oh, sorry, wrong number."),
  ],
});

const silent: Script = () => ({
  weight: 3,
  lines: [
    { kind: "silence", prompt: "Are you still there?", count: 1 },
    { kind: "silence", prompt: "I can't hear anything. Is there something I can help you with?", count: 2 },
    goodbye("I still can't hear you, so I'll hang up now. Please call again. Goodbye.", "Nobody spoke"),
  ],
  ending: { disposition: "silence", reason: "Nobody spoke", status: "completed" },
});

const brokenThinking: Script = () => ({
  weight: 2,
  lines: [
    caller("Hello, I need to change my appointment on Thursday."),
    {
      kind: "fact",
      body: {
        type: "vendor.failed",
        part: "thinking",
        message: "The language model did not answer within 8 s",
        consequence: "The agent apologised and ended the call",
      },
    },
    agent("I'm sorry, something on our side isn't working right now. Please call again in a few minutes.", {
      purpose: "apology",
    }),
  ],
  ending: { disposition: "failed", reason: "The language model did not answer", status: "failed" },
});

const reconnectedSpeech: Script = (who) => ({
  weight: 3,
  lines: [
    caller("Hi, what do I need to bring for my first visit?"),
    {
      kind: "fact",
      body: {
        type: "vendor.failed",
        part: "listening",
        message: "The speech recogniser's connection broke",
        consequence: "It was connected again and the last seconds were replayed",
      },
    },
    { kind: "fact", body: { type: "vendor.recovered", part: "listening", gapMs: 640 } },
    agent(
      "A new patient's first visit takes about an hour. I don't have a list of what to bring in front of me. Shall I have a colleague text it to you?",
    ),
    caller(`Sure. ${who.first} ${who.last}, it's ${who.spokenNumber}.`),
    message(
      who,
      "First visit: asks for a text with what to bring.",
      `Thank you, ${who.first}. They will text ${who.spokenNumber} the same working day.`,
    ),
    caller("Great, bye bye."),
    goodbye("Goodbye, see you soon."),
  ],
});

export const frontDeskScripts: readonly Script[] = [
  openToday,
  whiteningPrice,
  toothache,
  deltaInsurance,
  parking,
  wantsPerson,
  priceCheckup,
  wrongNumber,
  silent,
  brokenThinking,
  reconnectedSpeech,
];

const newAppointment: Script = (who) => ({
  weight: 12,
  lines: [
    caller(who.pick(["I'd like to book a cleaning.", "Hi, can I get an appointment for a check-up?"])),
    agent("With pleasure. Would you rather see Doctor Osei or Doctor Marchetti?"),
    caller(who.pick(["Doctor Osei, please.", "I don't mind, whoever is free first."])),
    agent("Which two times would suit you best?"),
    caller("Oh, okay, well, then could we maybe do Thursday afternoon? Or Friday, first thing."),
    hours("friday", "Let me check our hours."),
    caller("Friday at eight then, or Thursday at three."),
    agent("Thursday at three, or Friday at eight. What is your name and number? A colleague confirms by text."),
    caller(`${who.first} ${who.last}. ${who.spokenNumber}.`),
    message(
      who,
      "Check-up with cleaning. Thursday 3 pm, or Friday 8 am.",
      `Thank you, ${who.first}. It isn't booked yet: a colleague confirms one of the two by text within two hours while we are open.`,
    ),
    caller("Perfect."),
    goodbye("Thank you for calling. Goodbye."),
  ],
});

const moveAppointment: Script = (who) => ({
  weight: 9,
  lines: [
    caller("I have to move my appointment tomorrow. Something came up at work."),
    agent(
      "No problem. Moving it is free of charge up to twenty-four hours before, after that it is forty dollars. When is it tomorrow?",
      {
        cutAt: 0.6,
      },
    ),
    caller("Wait, forty dollars? It's at four in the afternoon."),
    agent(
      "If it's more than twenty-four hours away, nothing. A colleague will tell you for sure. Which days would suit you instead?",
    ),
    caller("Next week Monday or Tuesday, in the morning."),
    agent("Monday or Tuesday morning. And your name and number, please?"),
    caller(`${who.first} ${who.last}, ${who.spokenNumber}.`),
    message(
      who,
      "Move tomorrow's 4 pm appointment to Monday or Tuesday morning of next week. Asks whether the 40 dollars apply.",
      `I've passed it on, ${who.first}. You'll get a text at ${who.spokenNumber} when it's moved.`,
    ),
    caller("Thank you."),
    goodbye("You're welcome. Goodbye."),
  ],
});

const cancelByKeypad: Script = (who) => ({
  weight: 5,
  lines: [
    caller("I want to cancel my appointment."),
    agent("I can pass that on. Please type the phone number we have on file, then the pound key."),
    keypad(who.number.slice(2)),
    agent(`Thank you. And your name?`),
    caller(`${who.first} ${who.last}.`),
    message(who, "Wants to cancel the next appointment.", "Thank you. A colleague confirms the cancellation by text."),
    caller("Okay, bye."),
    goodbye("Goodbye."),
  ],
});

const hangsUpEarly: Script = () => ({
  weight: 4,
  lines: [
    caller("Um, is this a robot?"),
    agent("I'm an AI assistant, yes. I take appointment requests, and people confirm them.", { cutAt: 0.4 }),
  ],
});

export const bookingScripts: readonly Script[] = [newAppointment, moveAppointment, cancelByKeypad, hangsUpEarly];

const comesTomorrow: Script = ({ first, pick }) => ({
  weight: 10,
  lines: [
    caller(pick(["Yeah, sure.", "Yes, this is a good time."])),
    agent(`Am I speaking to ${first}?`),
    caller("Yes, that's me."),
    agent("Your visit is tomorrow. Are you coming?"),
    caller(pick(["Yes, I'll be there.", "Yep, see you tomorrow."])),
    goodbye("Wonderful. See you tomorrow.", "The patient is coming"),
  ],
});

const cannotCome: Script = (who) => ({
  weight: 5,
  lines: [
    caller("Yes?"),
    agent(`Am I speaking to ${who.first}?`),
    caller("Yes. Oh, the dentist. I can't make it tomorrow, my kid is sick."),
    agent("I'm sorry to hear that. Shall a colleague call you about another day?"),
    caller("Yes please, on this number."),
    message(
      who,
      "Cannot come tomorrow, child is ill. Please call about another day.",
      "I've passed it on. All the best to your little one.",
    ),
    caller("Thanks."),
    goodbye("Goodbye.", "The patient wants another day"),
  ],
});

const voicemail: Script = () => ({
  weight: 5,
  lines: [
    { kind: "fact", body: { type: "answering_machine.detected", result: "machine_end_beep" } },
    agent(
      "Hello, this is Bright Dental in Oakland about your appointment tomorrow. If you cannot come, please call us at 415 555 0100. Thank you.",
      { purpose: "voicemail" },
    ),
  ],
  ending: {
    disposition: "voicemail_left",
    reason: "An answering machine answered, the message was left",
    status: "completed",
  },
});

export const reminderScripts: readonly Script[] = [comesTomorrow, cannotCome, voicemail];
