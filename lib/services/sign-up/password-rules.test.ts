import { expect, it } from "vitest";
import { passwordProblem } from "./password-rules";

const email = "nora.winter@example.test";

it("takes what is long enough and not guessed at once", () => {
  for (const password of [
    "a cup of cold tea",
    "vT9#kk2!pQ0z",
    "zwölf Zeichen",
    "correct horse battery",
    "passwords are for boats",
    "密码密码一二三四五六七八",
  ])
    expect(passwordProblem(password, email), password).toBeNull();
});

it("counts characters as people do", () => {
  expect(passwordProblem("elevenchars", email)).toContain("12 characters");
  expect(passwordProblem("😀😁😂😃😄😅", email)).toContain("12 characters");
  expect(passwordProblem("x y".repeat(100), email)).toContain("at most");
});

it("refuses what everybody tries, dressed up or not", () => {
  for (const password of [
    "password1234",
    "P@ssw0rd!!!!",
    "123456789012",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "qwertyuiop123",
    "Welcome2026!!",
    "correct horse battery staple",
    "iloveyou 2026",
  ])
    expect(passwordProblem(password, email), password).toContain("anybody would try");
});

it("refuses the address itself", () => {
  expect(passwordProblem("Nora.Winter@example.test", email)).toContain("address");
  expect(passwordProblem("nora.winter2", "nora.winter2@example.test")).toContain("address");
});
