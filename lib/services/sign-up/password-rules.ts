const MIN_CHARACTERS = 12;
const MAX_CHARACTERS = 200;

/** Words that the commonest passwords are made of, whatever digits and signs are put around them. */
const COMMON_WORDS = new Set(
  (
    "password passwort passw motdepasse contrasena parola administrator administrador admin qwerty qwertyuiop qwertyuiopas " +
    "qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm asdfghjkl asdfghjklzxcvbnm zxcvbnm azertyuiop qazwsxedcrfv qazwsxedc " +
    "letmein welcome iloveyou iloveyouforever trustno changeme default football baseball superman batman princess sunshine " +
    "monkey dragon master shadow michael starwars pokemon computer internet whatever testtesttest secret secretpassword " +
    "newpassword mypassword passwordpassword thisismypassword correcthorsebatterystaple unknown abcdefghijkl aybiza companyname"
  ).split(" "),
);

const SEQUENCES = [
  "01234567890123456789",
  "98765432109876543210",
  "abcdefghijklmnopqrstuvwxyz",
  "1qaz2wsx3edc4rfv5tgb6yhn",
];

/**
 * What is wrong with a new password, in words; null: nothing. Length is what counts (NIST SP 800-63B): no rule asks for signs or digits, and
 * what everybody tries first is refused. `email` is whose it is.
 */
export function passwordProblem(password: string, email: string): string | null {
  const { length } = [...password];
  if (length < MIN_CHARACTERS) return `it needs ${MIN_CHARACTERS} characters or more; a few words make a good one`;
  if (length > MAX_CHARACTERS) return `it may have ${MAX_CHARACTERS} characters at most`;
  const plain = password.toLowerCase();
  const address = email.trim().toLowerCase();
  if (plain.trim() === address || plain.trim() === address.split("@")[0]) return "it must not be the e-mail address";
  if (isCommon(plain)) return "it is one of the first that anybody would try; a few words of your own are better";
  return null;
}

function isCommon(plain: string): boolean {
  const joined = plain.replace(/\s+/g, "");
  const unleet = joined.replace(/[@4]/g, "a").replace(/0/g, "o").replace(/[$5]/g, "s").replace(/3/g, "e");
  const letters = [joined, unleet].map((text) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ""));
  return (
    /^(.{1,6}?)\1+.{0,5}$/u.test(joined) ||
    letters.some((word) => COMMON_WORDS.has(word)) ||
    SEQUENCES.some((sequence) => sequence.startsWith(joined) || sequence.includes(joined))
  );
}
