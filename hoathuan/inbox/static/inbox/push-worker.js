// Shows what the server sends, and opens the page that it is about.
self.addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : {};
  const shown = { body: told.body || "", tag: told.tag || "", data: { url: told.url || "/" }, lang: "vi" };
  event.waitUntil(self.registration.showNotification(told.title || "Hòa Thuận", shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});
