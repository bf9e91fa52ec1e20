/** One kind of call: who says what (`C` the caller, `A` the agent, `A!` the agent, who is broken in on), and how it comes out. `{…}` is filled in, `|` is a choice. */
export type Topic = {
  name: string;
  weight: number;
  mood: number;
  outcomes: readonly string[];
  language?: "es" | "de" | "fr";
  lines: readonly string[];
};

export const TOPICS: readonly Topic[] = [
  {
    name: "appointment",
    weight: 18,
    mood: 0.3,
    outcomes: ["booked", "booked", "booked", "callback"],
    lines: [
      "C {filler}I'd like to make an appointment for a {service}.|Hi, can I book a {service} for next week?|I need to come in for a {service}, ideally on {day}.",
      "A Of course. What day suits you best?|Happy to. Would {day} or {day} be better for you?",
      "C {day} would be perfect, in the afternoon if you can.|Could we do {day} at {hour}?",
      "A {day} at {hour} is free with Dr. {last}. Shall I book it?|I have {hour} o'clock on {day}. Does that work?",
      "C Yes, perfect.|That works. My name is {first} {last}.|Great, please put me down.",
      "A You're booked for {day} at {hour}. I have sent you a text with the details.|Done. We will see you on {day}, {first}.",
    ],
  },
  {
    name: "hours",
    weight: 14,
    mood: 0.2,
    outcomes: ["answered"],
    lines: [
      "C Are you open on {day}?|What time do you close on {day}?|{filler}when do you open tomorrow?",
      "A On {day} we are open from nine until five.|We open at eight on {day} and close at {hour}.",
      "C Great, and is there parking?|Perfect, thank you so much.|And on a holiday?",
      "A There is free parking behind the building on {street}.|We are closed on public holidays.",
    ],
  },
  {
    name: "return",
    weight: 12,
    mood: -0.25,
    outcomes: ["answered", "refund", "refund", "callback"],
    lines: [
      "C I bought a {colour} {thing} and {trouble}.|I'd like to return a {thing}. Honestly, {trouble}.",
      "A I'm sorry to hear that. Do you have the order number?|That should not happen. When did you buy it?",
      "C It's on the receipt somewhere, about three weeks ago.|No, I threw the box away.|I paid {amount} dollars for it.",
      "A! You can send it back within sixty days, and we refund the full amount to the card you paid with as soon as it has arrived at our warehouse.|Our returns policy gives you sixty days, unused or with a fault that is ours, and the label is free of charge.",
      "C So I get a refund and not a voucher?|And who pays for the shipping?|Okay, that is fair.",
      "A A refund, to the same card.|We do. I have sent the label to your phone.",
    ],
  },
  {
    name: "complaint",
    weight: 7,
    mood: -0.7,
    outcomes: ["escalated", "escalated", "unresolved", "callback"],
    lines: [
      "C This is the third time I am calling about my {thing}, and nobody ever calls me back.|I am really upset. {trouble} and your shop does nothing.|Your {service} was terrible, and the bill is wrong too.",
      "A I understand, and I am sorry about that. Let me look into it.|That must be frustrating. What happened?",
      "C I want to speak to a manager. Right now.|This is ridiculous, I was charged {amount} dollars twice.|I will leave a bad review and call my lawyer.",
      "A! Let me see who is free right now, one moment please, and in the meantime could you tell me the number of your order so that my colleague has it.|I can pass this on to the manager, who decides about it.",
      "C Forget it. I'm done with you people.|Fine, I'll wait.",
    ],
  },
  {
    name: "insurance",
    weight: 9,
    mood: 0.05,
    outcomes: ["answered", "answered", "callback"],
    lines: [
      "C Do you take {insurer} insurance?|{filler}is a {service} covered by {insurer}?",
      "A Yes, we take {insurer} PPO plans. What is covered depends on your plan.|We are in network with {insurer}.",
      "C And how much would a {service} be without insurance?|What would I have to pay myself?",
      "A Without insurance a {service} is {amount} dollars.|Usually about {amount} dollars, and we send an estimate first.",
      "C Okay, thank you, I will think about it.|That's more than I expected.",
    ],
  },
  {
    name: "emergency",
    weight: 5,
    mood: -0.4,
    outcomes: ["booked", "escalated", "callback"],
    lines: [
      "C Hi, I have {pain} since last night and it hurts a lot.|I think I need somebody today, I have {pain}.",
      "A I'm sorry, that sounds painful. Do you have any trouble breathing or swallowing?",
      "C No, it just hurts.|A little, and my cheek is swollen.",
      "A We keep time free for emergencies. Can you be here at {hour}?|I will get a colleague on the line right away.",
      "C Yes, I can be there. Thank you.|I can't wait that long.",
    ],
  },
  {
    name: "delivery",
    weight: 12,
    mood: -0.1,
    outcomes: ["answered", "answered", "unresolved"],
    lines: [
      "C Where is my order? I bought a {thing} last {day}.|I am waiting for a {colour} {thing}.",
      "A Let me check. It left our warehouse on {day} and should be with you by {day}.|It is out for delivery today.",
      "C Can you change the address to {street}?|And if I am not at home?|Great, thanks.",
      "A The driver leaves it with a neighbor.|I have changed the address to {street}.",
    ],
  },
  {
    name: "invoice",
    weight: 6,
    mood: -0.1,
    outcomes: ["answered", "callback"],
    lines: [
      "C I have a question about my invoice. It says {amount} dollars.|Could you send me the invoice for the {service} again?",
      "A Certainly. Who was it made out to?|I can have it sent again by e-mail.",
      "C {first} {last}. My e-mail is {first}.{last}@example.com.|To my company, <b>{last} & Sons</b>.",
      "A Thank you, {first}. It is on its way.",
    ],
  },
  {
    name: "wrong number",
    weight: 4,
    mood: 0,
    outcomes: ["spam"],
    lines: ["C Sorry, wrong number.|=1+1 hello? Is this the pizza place?", "A No problem. Goodbye."],
  },
  {
    name: "cita",
    weight: 5,
    mood: 0.25,
    outcomes: ["booked", "callback"],
    language: "es",
    lines: [
      "C Buenos días, quisiera pedir una cita para el martes.|¿Tienen hora mañana por la tarde? Me duele una muela.",
      "A Claro que sí. ¿A qué hora le viene bien?",
      "C A las diez estaría bien. Me llamo {first} {last}.|Después de las cuatro, señora.",
      "A Perfecto, queda reservada su cita. ¿Necesita algo más?",
      "C No, muchas gracias. Hasta mañana.",
    ],
  },
  {
    name: "Rückgabe",
    weight: 4,
    mood: -0.2,
    outcomes: ["answered", "refund"],
    language: "de",
    lines: [
      "C Guten Tag, ich möchte etwas zurückgeben. Der Reißverschluss ist kaputt.|Meine Bestellung ist immer noch nicht angekommen, das ist ärgerlich.",
      "A Das tut mir leid. Haben Sie die Bestellnummer zur Hand?",
      "C Ja, Moment bitte. Ich wohne in der Müllerstraße.|Nein, leider nicht. Mein Name ist {last}.",
      "A Sie bekommen den vollen Kaufpreis zurückerstattet.|Ich habe Ihnen den Rücksendeschein geschickt.",
      "C Vielen Dank, auf Wiederhören.",
    ],
  },
  {
    name: "rendez-vous",
    weight: 4,
    mood: 0.2,
    outcomes: ["booked", "answered"],
    language: "fr",
    lines: [
      "C Bonjour, je voudrais un rendez-vous pour un détartrage.|Est-ce que vous êtes ouverts à Noël ?",
      "A Bien sûr. Quel jour vous arrange ?|Nous sommes fermés à Noël et le premier janvier.",
      "C Jeudi après-midi, s'il vous plaît. C'est au nom de {last}.|D'accord, je rappellerai à la rentrée.",
      "A C'est noté, à jeudi. Au revoir.",
    ],
  },
];
