import type { SpokenLanguage } from "@/lib/domain/codes/spoken-words";

/** What the text message says. It names who asks, because a code is only worth as much as its owner's attention. */
export function codeMessage(language: SpokenLanguage, code: string, business: string): string {
  const name = business.slice(0, 60);
  switch (language) {
    case "de":
      return `${code} ist Ihr Code für den Anruf bei ${name}. Er gilt 10 Minuten. Sie telefonieren gerade nicht mit ${name}? Dann geben Sie ihn niemandem.`;
    case "fr":
      return `${code} est votre code pour l'appel avec ${name}. Valable 10 minutes. Vous n'êtes pas en ligne avec ${name} ? Ne le donnez à personne.`;
    case "es":
      return `${code} es su código para la llamada con ${name}. Vale 10 minutos. ¿No está hablando con ${name}? No se lo dé a nadie.`;
    default:
      return `${code} is your code for the call with ${name}. It is good for 10 minutes. Not on a call with ${name}? Then give it to nobody.`;
  }
}
