/** Web Push as a browser has it: its service worker, and its address at its push service. */

const WORKER = "/sw.js";
const KEPT = "push-kept";

export type PushState = "unsupported" | "denied" | "off" | "on";
export type BrowserSubscription = { endpoint: string; keys: { p256dh: string; auth: string } };

const isSupported = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

async function findSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** How it stands with this browser. `isKnown`: whether the server pushes to an address for this person. */
export async function readPushState(isKnown: (endpoint: string) => Promise<boolean>): Promise<PushState> {
  if (!isSupported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  if (Notification.permission !== "granted") return "off";
  const subscription = await findSubscription();
  return subscription && (await isKnown(subscription.endpoint)) ? "on" : "off";
}

/** Once per session: a browser that was on goes on. */
export async function keepPush(refresh: (endpoint: string) => Promise<boolean>): Promise<void> {
  if (!isSupported() || sessionStorage.getItem(KEPT)) return;
  sessionStorage.setItem(KEPT, "1");
  const subscription = await findSubscription().catch(() => null);
  if (subscription) await refresh(subscription.endpoint).catch(() => undefined);
}

/**
 * Asks the person and then the browser's push service. `denied`: the person, or the browser for them, said no. Throws what the browser throws when
 * its push service cannot be reached.
 */
export async function turnOn(publicKey: string): Promise<BrowserSubscription | "denied"> {
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  const registration = await navigator.serviceWorker.register(WORKER);
  await navigator.serviceWorker.ready;
  // One that was made for another key is of no use.
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint: endpoint ?? "", keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" } };
}

/** The address that was this browser's; null when it had none. */
export async function turnOff(): Promise<string | null> {
  const subscription = await findSubscription();
  await subscription?.unsubscribe();
  return subscription?.endpoint ?? null;
}
