import { describe, expect, test } from "vitest";
import type { ClaimKind } from "@/lib/contracts/live/claims";
import { claimsIn } from "./claims";

const CLAIMS: readonly [string, ClaimKind, string][] = [
  ["en-US", "booked", "I've booked you in for Tuesday at half past two."],
  ["en", "booked", "Great, your appointment is booked for Thursday the third."],
  ["en", "booked", "You're all booked for nine."],
  ["en", "booked", "We have reserved a table for four."],
  ["en", "moved", "I have moved your appointment to Friday at ten."],
  ["en", "moved", "Your cleaning has been rescheduled to Monday."],
  ["en", "canceled", "I've canceled it."],
  ["en", "canceled", "Your appointment is cancelled."],
  ["en", "sent", "I've just texted you the address."],
  ["en", "sent", "I’ve sent the link to your phone."],
  ["en", "noted", "I have noted your message, Maria, and somebody calls you back."],
  ["en", "noted", "I have noted your message, Maria Lopez, and will pass it on."],
  ["en", "made", "I've opened a ticket for you."],
  ["en", "made", "Your ticket has been created."],
  ["en", "booked", "I booked you for two o'clock."],
  ["es", "booked", "He reservado su cita para el martes a las dos."],
  ["es-MX", "canceled", "Su cita queda cancelada."],
  ["es", "sent", "Le he enviado la dirección por mensaje."],
  ["es", "moved", "Hemos cambiado su cita al viernes."],
  ["de", "booked", "Ich habe Sie für Dienstag um vierzehn Uhr eingetragen."],
  ["de", "booked", "Ihr Termin ist gebucht."],
  ["de", "moved", "Ich habe Ihren Termin auf Freitag verschoben."],
  ["de", "sent", "Ich habe Ihnen die Adresse geschickt."],
  ["fr", "booked", "J'ai réservé votre rendez-vous pour mardi."],
  ["fr", "canceled", "Votre rendez-vous est annulé."],
  ["fr", "sent", "J’ai envoyé l'adresse sur votre téléphone."],
];

const NONE: readonly [string, string][] = [
  ["en", "Shall I book you in for Tuesday?"],
  ["en", "I can book that for you."],
  ["en", "I'll send you a text once it's booked."],
  ["en", "It is not booked yet."],
  ["en", "I haven't booked anything."],
  ["en", "That time is already booked by somebody else."],
  ["en", "Have you booked with us before?"],
  ["en", "If it is canceled a day ahead, nothing is charged."],
  ["en", "Tuesday at two is free, and so is Wednesday at ten."],
  ["en", "We are open until five."],
  ["en", "I'm sorry, I could not move it."],
  ["en", "I am sending it now."],
  ["en", "The parking place is down the street."],
  ["en", "We have moved to Oak Street."],
  ["en", "We have opened a second shop."],
  ["en", "On Saturday we are fully booked."],
  ["en", "Saturday is booked."],
  ["en", "Confirmations are sent by e-mail."],
  ["en", "We have a table for four at eight."],
  ["de", "Wir sind umgezogen, in die Lindenstraße."],
  ["de", "Der Samstag ist ausgebucht."],
  ["es", "Hemos abierto una segunda tienda."],
  ["fr", "Nous avons ouvert un deuxième magasin."],
  ["es", "¿Quiere que reserve esa hora?"],
  ["es", "Puedo reservar el martes."],
  ["es", "Aún no está reservada."],
  ["de", "Soll ich den Termin buchen?"],
  ["de", "Der Termin ist leider schon gebucht."],
  ["de", "Ich kann Sie für Dienstag eintragen."],
  ["fr", "Voulez-vous que je réserve mardi ?"],
  ["fr", "Ce n'est pas encore réservé."],
  ["ja", "予約しました。"],
  ["en", ""],
];

describe("what an agent says it has done", () => {
  test.each(CLAIMS)("%s %s: %s", (language, kind, said) => {
    expect(claimsIn(said, language)).toMatchObject([{ kind, sentence: said }]);
  });
  test.each([
    ["en", "I've just texted you the address.", "sent_to_caller"],
    ["en", "I’ve sent the link to your phone.", "sent_to_caller"],
    ["en", "I have sent you the form.", "sent_to_caller"],
    ["en", "Your text is on its way.", "sent_to_caller"],
    ["en", "I've sent your message to the team.", "sent"],
    ["en", "I've sent the message to your dentist.", "sent"],
    ["es", "Le he enviado la dirección por mensaje.", "sent_to_caller"],
    ["de", "Ich habe Ihnen die Adresse geschickt.", "sent_to_caller"],
    ["de", "Ich habe Ihre Nachricht an das Team geschickt.", "sent"],
    ["fr", "Je vous ai envoyé l'adresse.", "sent_to_caller"],
    ["fr", "J’ai envoyé l'adresse sur votre téléphone.", "sent_to_caller"],
    ["en", "I've booked you in, and will text you.", "booked"],
  ])("%s, and to be shown of it: %s", (language, said, shownBy) => {
    expect(claimsIn(said, language).map((claim) => claim.shownBy)).toEqual([shownBy]);
  });
  test.each(NONE)("%s, nothing: %s", (language, said) => {
    expect(claimsIn(said, language)).toEqual([]);
  });
  test("is found sentence by sentence", () => {
    const said = "Perfect. I've booked you in for nine, and I've texted you the address. Shall I note anything else?";
    expect(claimsIn(said, "en-GB").map(({ kind }) => kind)).toEqual(["booked", "sent"]);
  });
});

test("a title before a name ends no sentence", () => {
  const [claim] = claimsIn("You are booked for Monday at nine with Dr. Ama Osei. Anything else?", "en-US");
  expect(claim?.sentence).toBe("You are booked for Monday at nine with Dr. Ama Osei.");
});
