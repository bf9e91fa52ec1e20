/** The page's own script, plain and small; every text is set as text, never as HTML. */
export const PAGE_SCRIPT = `
const $ = (id) => document.getElementById(id);
const quickFaults = [
  ["Bedrock: 429 once", { vendor: "bedrock", operation: "converse-stream", kind: "status", status: 429, count: 1 }],
  ["Bedrock: stall once", { vendor: "bedrock", operation: "converse-stream", kind: "stall", count: 1 }],
  ["Bedrock: drop in mid-answer", { vendor: "bedrock", operation: "converse-stream", kind: "drop", afterMs: 150, count: 1 }],
  ["Deepgram: drop listening", { vendor: "deepgram", operation: "listen.v2", kind: "drop", count: 1 }],
  ["Deepgram: speech stalls", { vendor: "deepgram", operation: "speak.v1", kind: "stall", count: 1 }],
  ["Twilio: 500 on calls", { vendor: "twilio", operation: "calls.create", kind: "status", status: 500, count: 1 }],
  ["Stripe: 500 once", { vendor: "stripe", operation: "*", kind: "status", status: 500, count: 1 }],
  ["Google: booked, not written", { vendor: "google", operation: "events.insert", kind: "no-write", count: 1 }],
  ["Google: booked an hour off", { vendor: "google", operation: "events.insert", kind: "hour-off", count: 1 }],
  ["Google: consent revoked", { vendor: "google", operation: "token", kind: "revoked", count: 1 }],
  ["HubSpot: slow", { vendor: "hubspot", operation: "*", kind: "slow", count: 1 }],
  ["Mail: refused for now", { vendor: "mail", operation: "data", kind: "status", status: 451, count: 1 }],
];
for (const span of document.querySelectorAll(".origin")) span.textContent = location.origin;
let logVendor = "";
let lastSeq = 0;

async function api(path, method, body) {
  const response = await fetch(path, { method: method || "GET", body: body && JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || "The sandbox refused it.");
  return answer;
}
function row(cells) {
  const tr = document.createElement("tr");
  for (const cell of cells) {
    const td = document.createElement("td");
    if (cell instanceof Node) td.append(cell);
    else if (cell && cell.className) { td.className = cell.className; td.textContent = cell.text; if (cell.span) td.colSpan = cell.span; }
    else td.textContent = cell == null ? "" : String(cell);
    tr.append(td);
  }
  return tr;
}
function button(text, onClick) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.addEventListener("click", onClick);
  return element;
}
function tell(error) { $("message").textContent = error ? error.message : ""; }
async function act(work) { try { tell(); await work(); await refresh(); } catch (error) { tell(error); } }

async function refresh() {
  const [health, faults, latency] = await Promise.all([api("/sandbox/health"), api("/sandbox/faults"), api("/sandbox/latency")]);
  $("health").className = "health";
  $("health").textContent = "Up " + health.upSeconds + " s · " + health.standIns.join(", ") + " · seed " + health.seed;
  $("faults").replaceChildren(...(faults.faults.length ? faults.faults.map((fault) => row([
    fault.vendor, fault.operation,
    fault.kind + (fault.status ? " " + fault.status : "") + (fault.afterMs ? " after " + fault.afterMs + " ms" : ""),
    fault.left == null ? "until cleared" : fault.left,
    button("Clear", () => act(() => api("/sandbox/faults/" + fault.id, "DELETE"))),
  ])) : [row([{ className: "empty", text: "None. Every stand-in behaves.", span: 5 }])]));
  for (const element of $("profiles").children) element.setAttribute("aria-pressed", String(element.dataset.profile === latency.profile));
  const lines = Object.entries(latency.effective).flatMap(([vendor, table]) => Object.entries(table).map(([what, d]) =>
    row([vendor, what, d.p50Ms + " ms", d.kind === "fixed" ? "the same" : d.p95Ms + " ms"])));
  $("latency").replaceChildren(...(lines.length ? lines : [row([{ className: "empty", text: "No delays: everything answers at once.", span: 4 }])]));
}
async function refreshLog(fresh) {
  if (fresh) { lastSeq = 0; $("log").replaceChildren(); }
  const answer = await api("/sandbox/log?limit=200&since=" + lastSeq + (logVendor ? "&vendor=" + logVendor : ""));
  lastSeq = answer.newestSeq;
  for (const entry of answer.entries) {
    const time = new Date(entry.atMs).toLocaleTimeString([], { hour12: false }) + "." + String(Math.floor(entry.atMs % 1000)).padStart(3, "0");
    $("log").prepend(row([time, entry.vendor, entry.what, { className: "detail", text: entry.detail ? JSON.stringify(entry.detail) : "" }]));
  }
  while ($("log").children.length > 300) $("log").lastChild.remove();
  if (!$("log").children.length) $("log").replaceChildren(row([{ className: "empty", text: "Nothing yet.", span: 4 }]));
}
for (const [name, fault] of quickFaults) $("quick").append(button(name, () => act(() => api("/sandbox/faults", "POST", fault))));
$("fault-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const data = new FormData(event.target);
  const fault = { vendor: data.get("vendor"), operation: data.get("operation"), kind: data.get("kind") };
  for (const key of ["status", "afterMs", "count"]) if (data.get(key)) fault[key] = Number(data.get(key));
  act(() => api("/sandbox/faults", "POST", fault));
});
$("clear-all").addEventListener("click", () => act(() => api("/sandbox/faults", "DELETE")));
$("profiles").addEventListener("click", (event) => {
  const profile = event.target.dataset.profile;
  if (profile) act(() => api("/sandbox/latency", "PUT", { profile }));
});
document.querySelectorAll("[data-log]").forEach((element) => element.addEventListener("click", () => {
  logVendor = element.dataset.log;
  document.querySelectorAll("[data-log]").forEach((other) => other.setAttribute("aria-pressed", String(other === element)));
  refreshLog(true).catch(tell);
}));
async function tick() {
  try { await refresh(); await refreshLog(); }
  catch (error) { $("health").className = "health down"; $("health").textContent = "The sandbox does not answer."; }
  setTimeout(tick, document.hidden ? 10000 : 2000);
}
tick();
`;
