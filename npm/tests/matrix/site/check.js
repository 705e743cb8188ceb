// Drives a page of the site in a frame: first as wide as on a desktop, then as on a phone. `?page=` selects it. The results are in `window.outcome`, an array of { name, error? } or { name, skipped }.
import { scenarios } from "./scenarios.js";
import { Skip, assert, equal, until } from "./assert.js";

const parameters = new URL(location).searchParams;
const { path, run } = scenarios[parameters.get("page")];

const frame = document.createElement("iframe");
frame.allow = "camera; microphone; display-capture";
frame.style.border = "0";

// When the page has loaded everything that it needs.
let firstClick = Infinity;

/** The page, with short forms of what the scenarios need. */
const page = {
  get window() {
    return frame.contentWindow;
  },
  find: (selector) => frame.contentDocument.querySelector(selector),
  findAll: (selector) => [...frame.contentDocument.querySelectorAll(selector)],
  text: (selector) => page.find(selector).textContent,
  /** Clicks an element as soon as it is enabled. */
  async click(selector) {
    const element = await until(`${selector} to be enabled`, () => page.find(`${selector}:enabled`));
    firstClick = Math.min(firstClick, page.window.performance.now());
    element.click();
  },
  load,
  input(selector, value) {
    const element = page.find(selector);
    element.value = value;
    for (const type of ["input", "change"]) element.dispatchEvent(new page.window.Event(type, { bubbles: true }));
  },
  state: (...states) => until(`the state ${states.join(" or ")}`, () => states.includes(page.find("body").dataset.state), () => page.text("#error")),
};

async function open(frame, path) {
  frame.src = `../${path}`;
  document.body.append(frame);
  await new Promise((resolve) => (frame.onload = resolve));
}

async function load(path) {
  resize(1280, 900);
  await open(frame, path);
  firstClick = Infinity;
  await until("the header", () => page.find("nav a[aria-current]"));
  await until("the source", () => page.find("[role=tabpanel] pre"));
}

function resize(width, height) {
  Object.assign(frame, { width, height });
}

/** A browser that loads no module shows a text after three seconds. */
async function explainsMissingModules() {
  const other = document.createElement("iframe");
  // Without `allow-scripts`.
  other.sandbox = "allow-same-origin";
  await open(other, path);
  const { contentDocument, contentWindow } = other;
  const text = contentDocument.querySelector(".no-script");
  for (const animation of text.getAnimations()) animation.finish();
  equal(contentWindow.getComputedStyle(text).visibility, "visible", "the visibility of the text");
  assert(text.offsetHeight > 0, "the text has no height");
  other.remove();
}

const requests = () => page.window.performance.getEntriesByType("resource").filter(({ name }) => !/^(data|blob):/.test(name));

async function sourcesAreShown() {
  for (const tab of page.findAll("[role=tab]")) {
    tab.click();
    await until("the source", () => page.text("[role=tabpanel]").length > 100);
    assert(!page.text("[role=tabpanel]").includes("could not be loaded"), tab.textContent);
    page.find("[role=tabpanel]").replaceChildren();
  }
  page.find("[role=tab]").click();
}

function fitsTheWidth() {
  const { clientWidth, scrollWidth } = page.find("html");
  assert(scrollWidth <= clientWidth, `the content is ${scrollWidth} pixels wide, the page ${clientWidth}`);
}

async function isAccessible(theme) {
  if (!parameters.has("axe")) throw new Skip("checked in Chromium");
  page.input("#theme", theme);
  if (!page.window.axe) await loadAxe();
  const { violations } = await page.window.axe.run({ resultTypes: ["violations"] });
  const list = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, any }) => `${target} ${any[0]?.message ?? ""}`).join(", ")}`);
  assert(list.length === 0, list.join("\n"));
}

async function loadAxe() {
  const script = page.window.document.createElement("script");
  script.src = "/axe/axe.min.js";
  const loaded = new Promise((onload, onerror) => Object.assign(script, { onload, onerror }));
  page.find("head").append(script);
  await loaded;
}

const steps = {
  "explains missing modules": explainsMissingModules,
  "loads": () => load(path),
  "works": () => run(page),
  "needs no network after the first click": () => {
    // The first watch of a sound loads the worklet.
    const isLate = ({ name, startTime }) => startTime > firstClick && !name.includes("/worklet/");
    const late = requests().filter(isLate).map(({ name }) => name);
    assert(late.length === 0, late.join("\n"));
  },
  "shows its sources": sourcesAreShown,
  "fits a desktop": fitsTheWidth,
  "is accessible on a desktop, light": () => isAccessible("light"),
  "fits a zoom of 200 %": () => {
    resize(640, 450);
    fitsTheWidth();
  },
  "fits a phone": () => {
    resize(360, 740);
    fitsTheWidth();
  },
  "is accessible on a phone, dark": () => isAccessible("dark"),
  "has no error in the console": () => assert(page.window.problems.length === 0, page.window.problems.join("\n")),
  "loads nothing of other origins": () => {
    const others = requests().map(({ name }) => name).filter((url) => new URL(url).origin !== location.origin);
    assert(others.length === 0, others.join("\n"));
  },
};

const outcome = [];
for (const [step, check] of Object.entries(steps)) {
  try {
    await check();
    outcome.push({ name: step });
  } catch (error) {
    outcome.push(error instanceof Skip ? { name: step, skipped: error.message } : { name: step, error: `${error}\n${error.stack}` });
  }
}
// `&keep` leaves the page open, to look at it.
if (!parameters.has("keep")) frame.remove();
window.outcome = outcome;
