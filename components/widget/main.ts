import { widgetServer } from "./server";
import { showWidget } from "./widget";

/** What a web site's script tag runs: `<script src="…/widget.js" data-widget="wgt_…" async></script>`. */
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const { widget: publicKey, theme } = script.dataset;
  const { origin } = new URL(script.src);
  const show = () => void showWidget(widgetServer(origin, publicKey ?? ""), theme);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show);
  else show();
}
