import { agent, caller, goodbye, hours, message, type Script } from "./dialogue";

const rainJacket: Script = (who) => ({
  weight: 10,
  lines: [
    caller("Hello, I'm after a waterproof jacket for the Lake District, in March."),
    agent("It will be used, then. Are you walking all day, or mostly standing about? And what do you wear now?"),
    caller("Walking, mostly. I've got an old one that leaks at the shoulders."),
    agent(
      "I'd look at the Fulmar. It's a three-layer shell, three hundred and twenty grams, and it costs two hundred and forty-five pounds. The Skua is warmer and cheaper, but you'd cook in it uphill.",
      {
        cutAt: 0.7,
        backchannel: true,
      },
    ),
    caller("Have you got the Fulmar in a large?"),
    agent("I can't see the rail from here. Shall someone look and ring you back within the hour?"),
    caller(`Yes, ${who.first} ${who.last}, ${who.spokenNumber}.`),
    message(
      who,
      "Is the Fulmar jacket in stock in large? Walking in the Lake District in March.",
      `Thank you, ${who.first}. They'll ring ${who.spokenNumber}.`,
    ),
    caller("Lovely, cheers."),
    goodbye("Cheers. Goodbye."),
  ],
});

const shopHours: Script = ({ pick }) => ({
  weight: 8,
  lines: [
    caller(pick(["Are you open on Sunday?", "What time do you shut today?"])),
    hours(pick(["sunday", "today"])),
    caller("Brilliant, thanks."),
    goodbye("See you then."),
  ],
});

const bootsBreakIn: Script = ({ pick }) => ({
  weight: 6,
  lines: [
    caller("I bought the Cairn boots and they're killing my heels."),
    agent(
      "Full-grain leather does that at first. They want about thirty kilometres of breaking in. How far have you walked in them?",
    ),
    caller(pick(["Maybe five.", "Only round the park, to be honest."])),
    agent(
      "Give them short walks with thick socks, then. If they still hurt after that, bring them in and somebody will look at the fit.",
      { backchannel: true },
    ),
    caller("Alright. And can I send them back if not?"),
    agent(
      "Anything unworn can go back within sixty days. Yours are worn now, so I won't promise it. The shop will have a look.",
      { deep: "A return outside the rule" },
    ),
    caller("Fair enough. Bye."),
    goodbye("Bye. Mind the heels."),
  ],
});

const discount: Script = () => ({
  weight: 3,
  lines: [
    caller("Can you do me a deal on two Bothy tents?"),
    agent(
      "I can't give discounts, and I'd only be making it up if I tried. The Bothy is three hundred and forty pounds.",
    ),
    caller("Not even ten percent?"),
    agent("Not from me. Would you like the manager to ring you about it?"),
    caller("No, it's fine. Thanks anyway."),
    goodbye("Thank you. Goodbye."),
  ],
});

export const shopScripts: readonly Script[] = [rainJacket, shopHours, bootsBreakIn, discount];

const lateParcel: Script = (who) => ({
  weight: 8,
  lines: [
    caller("My parcel hasn't turned up. It's been a week."),
    agent("That's too long. It should take two or three working days. Do you have the order number?"),
    caller("Yes, it's N W four four one eight two."),
    agent(
      "N W 4 4 1 8 2. I can't see the courier from here, so a colleague has to look. What is your name and number?",
    ),
    caller(`${who.first} ${who.last}. ${who.spokenNumber}.`),
    message(
      who,
      "Order NW44182 has not arrived after a week.",
      `Thank you, ${who.first}. They'll ring you on ${who.spokenNumber} today.`,
    ),
    caller("Thanks."),
    goodbye("Sorry about the wait. Goodbye."),
  ],
});

const repairZip: Script = (who) => ({
  weight: 6,
  lines: [
    caller("The zip's gone on my jacket. It's one of yours, about four years old."),
    agent(
      "Then it's free. We repair zips and seams on our own jackets for life. It takes about three weeks. Can you bring it in, or post it?",
    ),
    caller("I'll bring it in on Saturday."),
    hours("saturday"),
    caller("Great."),
    goodbye(`See you on Saturday, ${who.first}.`),
  ],
});

const angry: Script = () => ({
  weight: 2,
  lines: [
    caller("I've rung three times about my refund. Get me your supervisor."),
    agent("I'm sorry you have to ring again. I'm putting you through to Aisha. One moment."),
    {
      kind: "fact",
      body: { type: "call.transferring", to: "+442079460199", why: "The caller asked for a supervisor" },
    },
  ],
  ending: {
    disposition: "transferred",
    reason: "Handed to the shop: the caller asked for a supervisor",
    status: "escalated",
  },
});

export const orderScripts: readonly Script[] = [lateParcel, repairZip, angry];
