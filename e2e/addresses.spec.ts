import { expect, test } from "./fixtures/test";

test("under this machine's other name one signs in and is connected live, all the same", async ({ page, stack }) => {
  const address = new URL(stack.webUrl);
  address.hostname = address.hostname === "localhost" ? "127.0.0.1" : "localhost";
  // Socket.IO's "connected" packet: the handshake's origin and token were accepted.
  const connected = page
    .waitForEvent("websocket")
    .then((socket) => socket.waitForEvent("framereceived", ({ payload }) => String(payload).startsWith("40")));
  await page.goto(`${address.origin}/live`);
  await expect(page).toHaveURL(new RegExp(`^${address.origin}/sign-in`));
  await page.getByLabel("E-mail").fill(stack.demo.email);
  await page.getByLabel("Password").fill(stack.demo.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${address.origin}/live`);
  await connected;
});
