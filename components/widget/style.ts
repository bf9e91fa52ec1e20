/** The widget's own style sheet; nothing of it leaves its shadow, nothing of the page comes in. */
export const STYLE = `
/* Important within a shadow outdoes important of the page. */
:host { all: initial !important; }
.root {
  --bg: #fff; --soft: #f3f4f7; --line: #d9dce3; --text: #1b1f2a; --text-2: #565d6d; --accent: #2f55d4; --on-accent: #fff; --bad: #b3261e; --warn: #7a4f00;
  position: fixed; inset: auto 20px 20px auto; z-index: 2147483000; display: flex; flex-direction: column; align-items: flex-end; gap: 12px;
  font: 400 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--text); text-align: left;
}
@media (prefers-color-scheme: dark) {
  .root:not([data-theme="light"]) {
    --bg: #171a21; --soft: #222733; --line: #363d4b; --text: #eceef3; --text-2: #a9b1c1; --accent: #8aa5ff; --on-accent: #10131c; --bad: #ff9a90; --warn: #f3c66a;
    color-scheme: dark;
  }
}
.root[data-theme="dark"] {
  --bg: #171a21; --soft: #222733; --line: #363d4b; --text: #eceef3; --text-2: #a9b1c1; --accent: #8aa5ff; --on-accent: #10131c; --bad: #ff9a90; --warn: #f3c66a;
  color-scheme: dark;
}
*, *::before, *::after { box-sizing: border-box; }
button, input { font: inherit; color: inherit; }
button { cursor: pointer; border-radius: 8px; border: 1px solid var(--line); background: var(--bg); padding: 7px 12px; font-weight: 500; }
button:hover { background: var(--soft); }
button:disabled { opacity: 0.5; cursor: default; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.primary:hover { filter: brightness(1.08); }
button.danger { color: var(--bad); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.launcher { display: flex; align-items: center; gap: 8px; border-radius: 999px; padding: 12px 18px; box-shadow: 0 6px 24px rgb(0 0 0 / 0.22); }
.launcher svg { width: 18px; height: 18px; }
.panel { display: flex; flex-direction: column; width: min(360px, calc(100vw - 40px)); height: min(520px, calc(100vh - 110px)); background: var(--bg); border: 1px solid var(--line); border-radius: 14px; box-shadow: 0 16px 48px rgb(0 0 0 / 0.28); overflow: hidden; }
[hidden] { display: none !important; }
.head { display: flex; align-items: center; gap: 8px; padding: 12px 14px; border-bottom: 1px solid var(--line); }
.head h2 { margin: 0; flex: 1; min-width: 0; font-size: 15px; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.close { padding: 4px 9px; border: 0; font-size: 16px; line-height: 1; }
.words { flex: 1; overflow-y: auto; margin: 0; padding: 12px 14px; }
ol { margin: 0; padding: 0; list-style: none; }
.words li { margin: 0 0 10px; }
.who { display: block; font-size: 12px; font-weight: 600; color: var(--text-2); }
.agent .who { color: var(--accent); }
.unheard { color: var(--text-2); }
.live { font-style: italic; color: var(--text-2); }
.foot { padding: 12px 14px; border-top: 1px solid var(--line); display: flex; flex-direction: column; gap: 8px; }
.foot > div:not(.row) { display: flex; flex-direction: column; gap: 8px; }
.row { display: flex; gap: 8px; align-items: center; flex-wrap: wrap; }
.row .grow { flex: 1; min-width: 0; }
input { width: 100%; border-radius: 8px; border: 1px solid var(--line); background: var(--bg); padding: 7px 10px; }
.status { margin: 0; font-size: 13px; color: var(--text-2); }
.problem { margin: 0; font-size: 13px; color: var(--bad); }
.warning { color: var(--warn); }
.level { width: 56px; height: 6px; border-radius: 3px; background: var(--line); overflow: hidden; }
.level span { display: block; height: 100%; width: 100%; transform-origin: left; transform: scaleX(0); background: var(--accent); }
.refused { max-width: min(360px, calc(100vw - 40px)); padding: 10px 14px; border-radius: 10px; border: 1px solid var(--line); background: var(--bg); color: var(--text-2); font-size: 13px; box-shadow: 0 6px 24px rgb(0 0 0 / 0.18); }
@media (max-width: 480px) { .root { inset: auto 12px 12px 12px; } .panel { width: 100%; } }
`;
