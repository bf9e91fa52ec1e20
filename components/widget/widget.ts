import type { PublicWidget } from "@/lib/contracts/widgets";
import { BrowserPhone, type PhoneState } from "@/components/phone/browser-phone";
import { microphoneWords, phaseWords, refusedMicrophone } from "@/components/phone/phone-words";
import { element, phoneIcon } from "./element";
import { STYLE } from "./style";
import { TranscriptView } from "./transcript";
import { WidgetRefusal, type widgetServer } from "./server";

type Server = ReturnType<typeof widgetServer>;

/**
 * Puts the widget on the page: a button, and behind it a telephone. On a web site it is not meant for it says so in its place, for whoever builds the
 * site; switched off or out of reach it leaves the page as it is, for visitors can do nothing about it, and says why in the console.
 */
export async function showWidget(server: Server, theme: string | undefined): Promise<void> {
  // A name of its own: what the page says of its divs is not meant for it.
  const host = document.createElement("aybiza-widget");
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];
  const root = element("div", {
    class: "root",
    // Its own words, on a page that may be of another language.
    lang: "en",
    ...(theme === "light" || theme === "dark" ? { "data-theme": theme } : {}),
  });
  shadow.append(root);
  document.body.append(host);
  try {
    new WidgetView(root, server, await server.open());
  } catch (error) {
    const words = error instanceof Error ? error.message : "The widget cannot be shown.";
    console.warn(`Aybiza: ${words}`);
    if (error instanceof WidgetRefusal && error.status === 403) {
      root.append(element("p", { class: "refused", role: "status" }, words));
    } else host.remove();
  }
}

class WidgetView {
  private readonly phone = new BrowserPhone();
  private readonly transcript = new TranscriptView();
  private readonly launcher: HTMLButtonElement;
  private readonly panel: HTMLElement;
  private readonly status = element("p", { class: "status", role: "status" });
  private readonly problem = element("p", { class: "problem", role: "alert", hidden: true });
  private readonly intro: HTMLElement;
  private readonly begin: HTMLElement;
  private readonly during: HTMLElement;
  private readonly startButton = button("Start the call", () => this.start(true), "primary");
  private readonly muteButton = button("Mute", () => this.toggleMute());
  private readonly typed = element("input", {
    "aria-label": "Type instead of speaking",
    placeholder: "Type instead of speaking",
    maxlength: "2000",
    autocomplete: "off",
  });
  private readonly level = element("span");

  constructor(
    root: HTMLElement,
    private readonly server: Server,
    private readonly about: PublicWidget,
  ) {
    this.launcher = button(about.label, () => this.toggle(this.panel.hidden === true), "launcher primary");
    this.launcher.prepend(phoneIcon());
    this.launcher.setAttribute("aria-expanded", "false");
    this.intro = element(
      "p",
      { class: "status words" },
      `You will speak with ${about.agentName}, the AI assistant of ${about.businessName}. Your browser asks for the microphone; you can also type.`,
    );
    const form = element(
      "form",
      { class: "row" },
      element("span", { class: "grow" }, this.typed),
      button("Send", () => undefined, "", "submit"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.phone.type(this.typed.value);
      this.typed.value = "";
    });
    this.begin = element(
      "div",
      { class: "row" },
      this.startButton,
      button("Type instead", () => this.start(false)),
    );
    this.during = element(
      "div",
      { hidden: true },
      element(
        "div",
        { class: "row" },
        element("span", { class: "level grow", "aria-hidden": "true" }, this.level),
        this.muteButton,
        button("End", () => this.phone.hangUp(), "danger"),
      ),
      form,
    );
    this.panel = element(
      "section",
      { class: "panel", role: "dialog", "aria-label": `${about.businessName}: ${about.label}`, hidden: true },
      element(
        "div",
        { class: "head" },
        element("h2", {}, about.businessName),
        labelled(
          button("✕", () => this.toggle(false), "close"),
          "Close",
        ),
      ),
      this.intro,
      this.transcript.list,
      element("div", { class: "foot" }, this.status, this.problem, this.begin, this.during),
    );
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.toggle(false);
    });
    this.transcript.list.lang = about.language;
    root.append(this.panel, this.launcher);
    this.phone.subscribe(() => this.draw(this.phone.state()));
    this.draw(this.phone.state());
    addEventListener("pagehide", () => this.phone.close());
  }

  /** Closing hides the panel; a call in progress goes on, and the button says so. */
  private toggle(open: boolean): void {
    this.panel.hidden = !open;
    this.launcher.setAttribute("aria-expanded", String(open));
    if (open) this.panel.querySelector<HTMLElement>(".foot button:not([hidden])")?.focus();
    else this.launcher.focus();
  }

  private start(withMicrophone: boolean): void {
    void this.phone.start(withMicrophone, () => this.server.call());
  }

  private toggleMute(): void {
    const { microphone } = this.phone.state();
    if (microphone === "on" || microphone === "muted") this.phone.setMuted(microphone === "on");
    else void this.phone.useMicrophone();
  }

  private draw(state: PhoneState): void {
    const inCall = state.phase === "live" || state.phase === "reconnecting";
    const isOver = state.phase === "ended" || state.phase === "failed";
    const refused = refusedMicrophone(state);
    this.transcript.draw(state, this.about.agentName);
    this.transcript.list.hidden = state.call.items.length === 0 && !inCall;
    this.intro.hidden = !this.transcript.list.hidden;
    this.status.textContent = statusOf(state);
    this.status.classList.toggle("warning", state.phase === "reconnecting");
    const words = state.phase === "failed" ? state.problem : refused ? `${refused.title}. ${refused.text}` : null;
    this.problem.hidden = words === null;
    this.problem.textContent = words ?? "";
    this.begin.hidden = inCall || state.phase === "asking" || state.phase === "connecting";
    this.startButton.textContent = isOver ? "Call again" : refused ? "Try the microphone again" : "Start the call";
    const wasHidden = this.during.hidden;
    this.during.hidden = !inCall;
    if (wasHidden && inCall) {
      (state.microphone === "on" ? this.muteButton : this.typed).focus();
      this.showLevel();
    }
    const { microphone } = state;
    this.muteButton.textContent = microphone === "on" ? "Mute" : microphone === "muted" ? "Unmute" : "Use microphone";
    this.launcher.classList.toggle("in-call", inCall);
    this.launcher.lastChild!.textContent = inCall ? "In the call" : this.about.label;
  }

  private showLevel(): void {
    const step = () => {
      const { phase } = this.phone.state();
      if (phase !== "live" && phase !== "reconnecting") return;
      const { microphone } = this.phone.state();
      this.level.style.transform = `scaleX(${microphone === "on" ? this.phone.levels().mine.toFixed(2) : 0})`;
      requestAnimationFrame(step);
    };
    step();
  }
}

/** In a call, above all whether one is heard. */
function statusOf(state: PhoneState): string {
  if (state.phase === "idle") return "";
  if (state.phase !== "live") return `${phaseWords(state)}.`;
  const { title, hint } = microphoneWords(state.microphone);
  return `${title}. ${hint}.`;
}

function button(text: string, onClick: () => void, look = "", type = "button"): HTMLButtonElement {
  const made = element("button", { type, ...(look ? { class: look } : {}) }, text);
  if (type === "button") made.addEventListener("click", onClick);
  return made;
}

function labelled(made: HTMLButtonElement, label: string): HTMLButtonElement {
  made.setAttribute("aria-label", label);
  return made;
}
