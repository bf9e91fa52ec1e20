import { expect, test } from "vitest";
import { groupOfQuestion, isSameQuestion, questionStems } from "./gaps";

const same = (one: string, other: string) => isSameQuestion(questionStems(one), questionStems(other));

test.each([
  ["Do you take Delta insurance?", "hi um do you accept delta dental insurance"],
  ["How much is whitening?", "What does teeth whitening cost?"],
  ["Is there parking?", "Where can I park?"],
  ["¿Cuánto cuesta una limpieza?", "¿Qué precio tiene la limpieza?"],
  ["Was kostet eine Zahnreinigung?", "Wie viel kostet die Zahnreinigung bei Ihnen?"],
  ["Avez-vous un parking ?", "est-ce que vous avez un parking"],
])("%s · %s: one question", (one, other) => {
  expect(same(one, other)).toBe(true);
});

test.each([
  ["Do you take Delta insurance?", "Do you take VSP insurance?"],
  ["How much is a crown?", "How much is a cleaning?"],
  ["Are you open on Sunday?", "Do you have parking?"],
  ["What is it?", "Who are you?"],
])("%s · %s: two questions", (one, other) => {
  expect(same(one, other)).toBe(false);
});

test("a question joins the group it is nearest to, or none", () => {
  const known = [
    { groupId: "parking", question: "Is there parking?" },
    { groupId: "garage", question: "Is there parking in a garage downtown?" },
    { groupId: "what", question: "What is it?" },
  ];
  expect(groupOfQuestion("Do you have parking", known)).toBe("parking");
  expect(groupOfQuestion("parking downtown in some garage?", known)).toBe("garage");
  expect(groupOfQuestion("what is it? ", known)).toBe("what");
  expect(groupOfQuestion("Do you sell gift cards?", known)).toBeNull();
});
