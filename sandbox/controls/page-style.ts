/** The page's look: the same greys, accent and meanings as the product's, without its fonts or framework. */
export const PAGE_STYLE = `
:root { color-scheme: light dark;
  --bg: oklch(0.985 0.002 260); --surface: oklch(1 0 0); --line: oklch(0.9 0.004 260); --text: oklch(0.22 0.012 260);
  --text-2: oklch(0.45 0.012 260); --accent: oklch(0.5 0.19 264); --on-accent: oklch(0.99 0 0); --good: oklch(0.5 0.13 155); --bad: oklch(0.52 0.2 25); }
@media (prefers-color-scheme: dark) { :root {
  --bg: oklch(0.165 0.008 260); --surface: oklch(0.2 0.009 260); --line: oklch(0.3 0.01 260); --text: oklch(0.95 0.004 260);
  --text-2: oklch(0.75 0.01 260); --accent: oklch(0.72 0.15 264); --on-accent: oklch(0.16 0.02 264); --good: oklch(0.76 0.14 155); --bad: oklch(0.74 0.17 25); } }
* { box-sizing: border-box; }
body { margin: 0; padding: 32px clamp(16px, 4vw, 48px) 64px; background: var(--bg); color: var(--text);
  font: 15px/1.5 ui-sans-serif, system-ui, sans-serif; }
header { max-width: 68ch; margin-bottom: 24px; }
h1 { font-size: 28px; line-height: 1.2; letter-spacing: -0.02em; margin: 0 0 8px; }
h2 { font-size: 17px; margin: 0 0 12px; }
p { margin: 0 0 8px; color: var(--text-2); }
a { color: var(--accent); }
.health { font-variant-numeric: tabular-nums; color: var(--text); }
.health::before { content: ""; display: inline-block; width: 8px; height: 8px; border-radius: 50%; background: var(--good); margin-right: 8px; }
.health.down::before { background: var(--bad); }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 16px; align-items: start; }
section { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 20px; min-width: 0; }
.wide { grid-column: 1 / -1; }
.quick { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 16px; }
form { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; margin-bottom: 12px; }
label { display: grid; gap: 4px; font-size: 13px; color: var(--text-2); }
input, select, button { font: inherit; color: inherit; border: 1px solid var(--line); border-radius: 6px; padding: 6px 10px; background: var(--bg); min-height: 36px; }
input { width: 16ch; } input[type="number"] { width: 17ch; }
button { cursor: pointer; } button:hover { border-color: var(--accent); }
button[type="submit"], button[aria-pressed="true"] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.plain { margin-top: 12px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.message { color: var(--bad); } .message:empty { display: none; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-size: 13px; color: var(--text-2); padding-bottom: 4px; }
th, td { text-align: left; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-size: 13px; font-weight: 500; color: var(--text-2); }
td.detail { font: 13px/1.5 ui-monospace, monospace; color: var(--text-2); overflow-wrap: anywhere; }
td.empty { color: var(--text-2); }
.example { margin-top: 12px; max-width: 80ch; }
.scroll { max-height: 60vh; overflow: auto; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;
