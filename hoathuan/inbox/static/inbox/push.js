// Adds this browser to those that show notices: asks the browser for a subscription and sends it as a plain form.
(() => {
  const form = document.querySelector("[data-push-form]");
  if (!form) return;
  const words = form.querySelector("[data-push-words]");
  const button = form.querySelector("button");

  const bytes = (text) => {
    const base = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(base), (sign) => sign.charCodeAt(0));
  };

  const say = (name) => {
    words.textContent = form.dataset[name];
  };

  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) {
    say("unable");
    return;
  }
  button.hidden = false;
  say("able");

  const subscribe = async () => {
    const allowed = await Notification.requestPermission();
    if (allowed !== "granted") {
      say("denied");
      return;
    }
    const worker = await navigator.serviceWorker.register(form.dataset.worker);
    const subscription = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytes(form.dataset.key),
    });
    const { endpoint, keys } = subscription.toJSON();
    form.elements.endpoint.value = endpoint;
    form.elements.p256dh.value = keys.p256dh;
    form.elements.auth.value = keys.auth;
    form.submit();
  };

  button.addEventListener("click", (event) => {
    event.preventDefault();
    subscribe().catch(() => say("failed"));
  });
})();
