// `URL.createObjectURL(stream)`, and elements whose `src` takes it.
import { markup } from "./markup.js";

const { apply, getOwnPropertyDescriptor } = Reflect;

export function objectUrls(patch) {
  const streams = new Map();
  const { createObjectURL, revokeObjectURL } = URL;
  patch.putAll(URL, {
    createObjectURL(object) {
      if (!isStream(object)) return apply(createObjectURL, this, arguments);
      // A name that nobody else has, of the form that pages expect.
      const url = apply(createObjectURL, URL, [new Blob()]);
      streams.set(url, object);
      watchMarkup();
      return url;
    },
    revokeObjectURL(url) {
      // What plays already, goes on.
      streams.delete(url);
      return apply(revokeObjectURL, this, arguments);
    },
  });

  // Which element shows what, by which URL.
  const shown = new WeakMap();
  const { prototype } = HTMLMediaElement;
  const src = getOwnPropertyDescriptor(prototype, "src");
  const { getAttribute, setAttribute, removeAttribute } = prototype;
  const urlOf = (element) => {
    const { url, stream } = shown.get(element) ?? {};
    return stream && element.srcObject === stream ? url : undefined;
  };
  // Whether it is a stream that the element is to show now. What it showed by another URL, it shows no more.
  const show = (element, url) => {
    if (urlOf(element) !== undefined) element.srcObject = null;
    shown.delete(element);
    const stream = streams.get(url);
    if (!stream) return false;
    element.srcObject = stream;
    shown.set(element, { url, stream });
    return true;
  };
  // The attribute is there, and stays; what it says is to be shown.
  const watchMarkup = markup(patch, (node) => {
    const element = node.localName === "source" ? node.parentNode : node;
    const url = apply(getAttribute, node, ["src"]);
    // What the page has put there itself stays.
    if (element instanceof HTMLMediaElement && !element.srcObject && streams.has(url)) show(element, url);
  });
  const isSrc = (name) => String(name).toLowerCase() === "src";
  patch.putAll(prototype, {
    get src() {
      return urlOf(this) ?? apply(src.get, this, []);
    },
    set src(url) {
      // The getter refuses what is no media element.
      apply(src.get, this, []);
      const text = String(url);
      if (!show(this, text)) apply(src.set, this, [text]);
    },
    getAttribute(name) {
      const url = isSrc(name) ? urlOf(this) : undefined;
      return url ?? apply(getAttribute, this, arguments);
    },
    setAttribute(name, value) {
      if (arguments.length < 2 || !isSrc(name) || !show(this, String(value))) apply(setAttribute, this, arguments);
    },
    removeAttribute(name) {
      if (isSrc(name)) show(this, undefined);
      apply(removeAttribute, this, arguments);
    },
  });
}

const isStream = (object) => typeof object === "object" && object !== null && typeof object.getTracks === "function";
