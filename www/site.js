// The part that all pages share: the header, the synthetic devices, the source panel, and small helpers.
import { describeError, errorHelp, errorKind } from "local-media-stream";

const pages = [
  ["./", "Overview"],
  ["camera.html", "Camera and microphone"],
  ["constraints.html", "Constraints"],
  ["photo.html", "Still photo"],
  ["recorder.html", "Recorder"],
  ["sound.html", "Sound"],
  ["screen.html", "Screen share"],
  ["frames.html", "Frames in Rust"],
  ["call.html", "Loopback call"],
  ["diagnostics.html", "Diagnostics"],
  ["old.html", "Old page"],
];

/** Returns the first element that matches a selector. */
export const find = (selector) => document.querySelector(selector);

/** Creates an element with these properties and children. */
export function create(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// Storage may be blocked, for example in private windows.
function stored(key) {
  try {
    return localStorage[key];
  } catch {
    return undefined;
  }
}
function store(key, value) {
  try {
    localStorage[key] = value;
  } catch {
    // The choice lasts until the page is left.
  }
}

function showHeader() {
  const file = location.pathname.split("/").pop() || "./";
  const links = pages.map(([href, name]) => {
    const link = create("a", { href }, name);
    if (href === file || (href === "./" && file === "index.html")) link.setAttribute("aria-current", "page");
    return create("li", {}, link);
  });
  const theme = create("select", { id: "theme" });
  for (const value of ["system", "light", "dark"]) theme.add(new Option(value));
  const setTheme = (value) => {
    theme.value = value;
    document.documentElement.dataset.theme = value;
  };
  setTheme(["light", "dark"].includes(stored("theme")) ? stored("theme") : "system");
  theme.onchange = () => {
    setTheme(theme.value);
    store("theme", theme.value);
  };
  const synthetic = create("input", { type: "checkbox", id: "synthetic", checked: isSynthetic });
  synthetic.onchange = () => {
    const url = new URL(location);
    url.searchParams.set("devices", synthetic.checked ? "synthetic" : "real");
    location.replace(url);
  };
  find(".bar").append(
    create("label", { title: "Cameras, a microphone and a screen made by the page" }, synthetic, "Synthetic devices"),
    create("label", {}, "Theme", theme),
  );
  const navigation = create("nav", {}, create("ul", {}, ...links));
  navigation.setAttribute("aria-label", "Pages");
  find("body > header").append(navigation);
  find("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  find(".no-script")?.remove();
}

const requestedDevices = new URL(location).searchParams.get("devices");
if (requestedDevices) store("devices", requestedDevices);
const isSynthetic = (requestedDevices ?? stored("devices")) === "synthetic";

showHeader();

// For example, a wasm module could not be loaded.
addEventListener("error", ({ error }) => error && showError(error));
addEventListener("unhandledrejection", ({ reason }) => showError(reason));

/** The synthetic devices, which replace `navigator.mediaDevices`. `null` if the page uses those of the computer. */
export const synthetic = isSynthetic ? (await import("./synthetic_devices.js")).devices : null;

/** Shows an error for the user, with its name and a hint for developers. `null` removes it. */
export function showError(error) {
  const box = find("#error");
  box.replaceChildren();
  delete box.dataset.kind;
  if (error === null) return;
  box.dataset.kind = errorKind(error);
  box.append(describeError(error), create("small", {}, `${error?.name ?? "Error"}: ${errorHelp(error)}`));
}

/** Replaces the rows of a table. The first cell of each row is its header. A cell is a text or a node. */
export function showRows(table, rows) {
  const cells = ([header, ...values]) => {
    const row = create("tr", {}, create("th", { scope: "row" }, header));
    for (const value of values) row.append(create("td", {}, value));
    return row;
  };
  table.tBodies[0].replaceChildren(...rows.map(cells));
}

/** Replaces the options of a select element, given as pairs of text and value. Keeps the selected one. */
export function showOptions(select, options, selected = select.value) {
  select.replaceChildren(...options.map(([text, value]) => new Option(text, value, false, value === selected)));
}

/** Formats a setting or a constraint. */
export const format = (value) => {
  if (value === undefined || value === null) return "–";
  if (typeof value === "number") return String(Math.round(value * 1000) / 1000);
  return typeof value === "string" ? value : JSON.stringify(value).replaceAll(/([,:])/g, "$1 ");
};

/** Hides the demonstration and names what the browser lacks. Returns whether it has everything. */
export function requireFeature(isAvailable, missing, alternative) {
  if (isAvailable) return true;
  const details = create("small", {}, `Missing: ${missing}. ${alternative}`);
  const message = create("p", { className: "error" }, describeError({ name: "NotSupportedError" }), details);
  find(".demo").replaceChildren(message, find("#error"));
  return false;
}

/** Copies a text, and confirms it on the button. */
export async function copy(button, text) {
  // A second click finds the confirmation of the first one.
  const original = (button.dataset.text ??= button.textContent);
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "The browser denied access to the clipboard";
  }
  setTimeout(() => (button.textContent = original), 2000);
}

const TOKENS = /(\/\/[^\n]*|\/\*.*?\*\/)|("(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\b(import|export|from|const|let|function|class|extends|new|return|if|else|for|of|in|while|try|catch|finally|async|await|typeof|delete|throw|use|fn|pub|struct|impl|match|move|mut|ref|self|Self|where)\b/gs;

function highlight(code) {
  const parts = [];
  let end = 0;
  for (const { 0: text, 1: comment, 2: string, index } of code.matchAll(TOKENS)) {
    const kind = comment ? "comment" : string ? "string" : "keyword";
    parts.push(code.slice(end, index), create("span", { className: `token-${kind}` }, text));
    end = index + text.length;
  }
  return [...parts, code.slice(end)];
}

/** Shows source files in tabs in the `.source` element, given as pairs of title and file. */
export async function showSource(...files) {
  const tabs = create("div", { className: "tabs", role: "tablist", ariaLabel: "Source" });
  const panel = create("div", { role: "tabpanel", id: "source-panel", tabIndex: 0 });
  const buttons = files.map(([title, file], index) => {
    const tab = create("button", { type: "button", role: "tab", id: `source-${index}` }, title);
    tab.setAttribute("aria-controls", panel.id);
    tab.onclick = () => select(tab, file);
    return tab;
  });
  async function select(tab, file) {
    for (const button of buttons) {
      button.setAttribute("aria-selected", button === tab);
      button.tabIndex = button === tab ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", tab.id);
    const response = await fetch(file).catch(() => null);
    const code = response?.ok ? highlight((await response.text()).trimEnd()) : [`${file} could not be loaded.`];
    if (tab.tabIndex === 0) panel.replaceChildren(create("pre", {}, create("code", {}, ...code)));
  }
  tabs.onkeydown = ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
    next.focus();
    next.click();
  };
  tabs.append(...buttons);
  find(".source").append(tabs, panel);
  await select(buttons[0], files[0][1]);
}
