// Shows what is pushed to this browser, and opens what it is about. It keeps nothing and answers for no page.

self.addEventListener("push", (event) => {
  const { title, body, url, tag } = event.data?.json() ?? {};
  event.waitUntil(
    self.registration.showNotification(title ?? "Aybiza", {
      body,
      tag,
      icon: "/icon.svg",
      data: { url: url ?? "/notifications" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? "/notifications", self.location.origin);
  if (url.origin === self.location.origin) event.waitUntil(open(url.href));
});

async function open(href) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there =
    windows.find((client) => client.url === href) ?? windows.find((client) => client.visibilityState === "visible");
  if (!there) return self.clients.openWindow(href);
  await there.focus();
  // A page that this worker does not control cannot be led elsewhere by it.
  if (there.url !== href) await there.navigate(href).catch(() => self.clients.openWindow(href));
}
