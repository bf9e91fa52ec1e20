import { PAGE_SCRIPT } from "./page-script";
import { PAGE_STYLE } from "./page-style";

/** The page at / and /sandbox: what runs here, faults to switch on, the latency profile and the log. It talks to the control API. */
export function controlPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Sandbox</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
  <h1>Sandbox</h1>
  <p>Stand-ins for the vendors, on one port. Calls, speech and answers here are made by small programs, not by
  Twilio, Deepgram or a language model; no card is charged and no mail is delivered. Nothing leaves this machine.</p>
  <p><a href="/mail">Inbox</a> · <a href="/stripe">Stripe</a> · <a href="/control/google">Google's calendars (JSON)</a> · <a href="/control/hubspot">HubSpot's records (JSON)</a> · <a href="/control/calendly">Calendly's bookings (JSON)</a></p>
  <p id="health" class="health" role="status">Asking …</p>
</header>
<main>
  <section aria-labelledby="faults-title">
    <h2 id="faults-title">Faults</h2>
    <div class="quick" id="quick"></div>
    <form id="fault-form">
      <label>Vendor <select name="vendor"><option>twilio</option><option>deepgram</option><option>bedrock</option><option>stripe</option><option>mail</option><option>business</option><option>google</option><option>hubspot</option><option>calendly</option></select></label>
      <label>Operation <input name="operation" value="*" required maxlength="100" list="operations" autocomplete="off"></label>
      <datalist id="operations"><option>*</option><option>converse-stream</option><option>converse</option><option>invoke</option><option>listen.v1</option><option>listen.v2</option><option>speak.v1</option><option>calls.create</option><option>webhook.voice</option><option>webhook.status</option><option>media</option><option>checkout.sessions.create</option><option>meter_events.create</option><option>subscriptions.update</option><option>connect</option><option>rcpt</option><option>data</option><option>token</option><option>events.insert</option><option>events.patch</option><option>events.delete</option><option>freebusy.query</option><option>tickets.create</option><option>notes.create</option><option>contacts.search</option></datalist>
      <label>Kind <select name="kind"><option>drop</option><option>stall</option><option>status</option><option>garbage</option><option>half-open</option><option>slow</option><option>no-write</option><option>wrong-slot</option><option>hour-off</option><option>duplicate</option><option>late-failure</option><option>expired-token</option><option>revoked</option></select></label>
      <label>Status <input name="status" type="number" min="400" max="599" placeholder="429"></label>
      <label>After ms <input name="afterMs" type="number" min="0" max="600000" placeholder="0"></label>
      <label>Count <input name="count" type="number" min="1" placeholder="until cleared"></label>
      <button type="submit">Switch on</button>
    </form>
    <p id="message" class="message" role="alert"></p>
    <table><caption>Switched on</caption>
      <thead><tr><th scope="col">Vendor</th><th scope="col">Operation</th><th scope="col">Fault</th><th scope="col">Uses left</th><th scope="col"><span class="hidden">Clear</span></th></tr></thead>
      <tbody id="faults"></tbody></table>
    <button type="button" id="clear-all" class="plain">Clear all faults</button>
  </section>
  <section aria-labelledby="latency-title">
    <h2 id="latency-title">Latency</h2>
    <div class="quick" id="profiles" role="group" aria-label="Latency profile">
      <button type="button" data-profile="zero">Zero</button>
      <button type="button" data-profile="published">Published figures</button>
    </div>
    <table><caption>In effect</caption>
      <thead><tr><th scope="col">Vendor</th><th scope="col">What</th><th scope="col">Median</th><th scope="col">95 %</th></tr></thead>
      <tbody id="latency"></tbody></table>
  </section>
  <section aria-labelledby="business-title" class="wide">
    <h2 id="business-title">A business's own system</h2>
    <p>For tools that a business makes itself, and for MCP servers (Settings, Tools).</p>
    <table><caption>What is where</caption>
      <thead><tr><th scope="col">What</th><th scope="col">Address</th><th scope="col">Signs in</th></tr></thead>
      <tbody>
        <tr><td>Orders 1001 to 1003</td><td class="detail">GET <span class="origin"></span>/business/api/orders/{order_number}</td><td>A token: <code>sandbox-business-key</code></td></tr>
        <tr><td>Tickets: subject, phone, urgent</td><td class="detail">POST <span class="origin"></span>/business/api/tickets</td><td>The same token</td></tr>
        <tr><td>An MCP server</td><td class="detail"><span class="origin"></span>/business/mcp</td><td>The same token</td></tr>
        <tr><td>The same, with a page of consent</td><td class="detail"><span class="origin"></span>/business/mcp-oauth</td><td>OAuth</td></tr>
      </tbody></table>
    <p class="example">A tool to begin with: name “Order status”, the first address, signs in by a token; one detail “order_number” (“The number of the
    order, as the caller said it”, whole number, in the address); the agent learns “state = order.state” and “expected = order.expected”. Try it
    with 1001.</p>
  </section>
  <section aria-labelledby="log-title" class="wide">
    <h2 id="log-title">Log</h2>
    <div class="quick" role="group" aria-label="Show the log of">
      <button type="button" data-log="" aria-pressed="true">All</button>
      <button type="button" data-log="twilio" aria-pressed="false">Twilio</button>
      <button type="button" data-log="deepgram" aria-pressed="false">Deepgram</button>
      <button type="button" data-log="bedrock" aria-pressed="false">Bedrock</button>
      <button type="button" data-log="stripe" aria-pressed="false">Stripe</button>
      <button type="button" data-log="mail" aria-pressed="false">Mail</button>
      <button type="button" data-log="push" aria-pressed="false">Push</button>
      <button type="button" data-log="business" aria-pressed="false">Business</button>
      <button type="button" data-log="google" aria-pressed="false">Google</button>
      <button type="button" data-log="hubspot" aria-pressed="false">HubSpot</button>
      <button type="button" data-log="calendly" aria-pressed="false">Calendly</button>
    </div>
    <div class="scroll" tabindex="0" role="region" aria-label="Log entries, newest first">
      <table><thead><tr><th scope="col">Time</th><th scope="col">Vendor</th><th scope="col">What</th><th scope="col">Detail</th></tr></thead>
      <tbody id="log"></tbody></table>
    </div>
  </section>
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>`;
}
