// `URL.createObjectURL(stream)`, and media elements whose `src` accepts such a URL, or the stream itself.
import { nativeGetter } from "./idl.js";
import {
  Audio,
  Blob,
  HTMLMediaElement,
  Map,
  Proxy,
  String,
  URL,
  WeakMap,
  apply,
  construct,
  global,
  isObject,
} from "./intrinsics.js";
import { createSrcObserver } from "./src_observer.js";

export function installObjectUrls(patch) {
  const streams = new Map();
  const { createObjectURL, revokeObjectURL } = URL;
  const createUrl = (stream) => {
    // The URL of an empty blob is unique and has the expected form.
    const url = apply(createObjectURL, URL, [new Blob()]);
    streams.set(url, stream);
    observeSrc();
    return url;
  };
  patch.replaceAll(URL, {
    createObjectURL(object) {
      return isStream(object) ? createUrl(object) : apply(createObjectURL, this, arguments);
    },
    revokeObjectURL(url) {
      // Elements that play the stream keep it.
      streams.delete(url);
      return apply(revokeObjectURL, this, arguments);
    },
  });

  // The stream that the shim has attached to each element, with its URL.
  const attachments = new WeakMap();
  const { prototype } = HTMLMediaElement;
  const { cloneNode, getAttribute, removeAttribute, setAttribute } = prototype;
  const getSrc = nativeGetter(HTMLMediaElement, "src");
  const getCurrentSrc = nativeGetter(HTMLMediaElement, "currentSrc");
  const attachmentOf = (element) => {
    const attachment = attachments.get(element);
    return attachment?.stream === element.srcObject ? attachment : undefined;
  };
  // Attaches the stream of a URL, or detaches that of an earlier URL. Callers set the `src` attribute afterwards, so that
  // the browser does not load the blob.
  const attach = (element, url) => {
    const stream = streams.get(url);
    if (stream || attachmentOf(element)) element.srcObject = stream ?? null;
    attachments.set(element, { stream, url });
  };
  // Attaches the stream of a `src` attribute that no setter has set.
  const attachFromAttribute = (node) => {
    const element = node.localName === "source" ? node.parentNode : node;
    const url = apply(getAttribute, node, ["src"]);
    // A `srcObject` that the page has set is not replaced.
    if (element instanceof HTMLMediaElement && !element.srcObject && streams.has(url)) attach(element, url);
  };
  const observeSrc = createSrcObserver(patch, attachFromAttribute);
  const urlOf = (element, getNative) => {
    const url = getNative(element);
    return attachmentOf(element)?.url ?? url;
  };
  const isSrc = (name) => String(name).toLowerCase() === "src";
  patch.replaceAll(prototype, {
    get src() {
      return urlOf(this, getSrc);
    },
    set src(value) {
      // The native getter throws if `this` is not a media element.
      getSrc(this);
      const url = isStream(value) ? createUrl(value) : String(value);
      attach(this, url);
      apply(setAttribute, this, ["src", url]);
    },
    get currentSrc() {
      return urlOf(this, getCurrentSrc);
    },
    cloneNode() {
      const clone = apply(cloneNode, this, arguments);
      attachFromAttribute(clone);
      return clone;
    },
    setAttribute(name, value) {
      if (arguments.length > 1 && isSrc(name)) attach(this, String(value));
      apply(setAttribute, this, arguments);
    },
    removeAttribute(name) {
      apply(removeAttribute, this, arguments);
      if (isSrc(name)) attach(this);
    },
  });
  const constructAudio = (native, args, newTarget) => {
    const element = construct(native, args, newTarget);
    attachFromAttribute(element);
    return element;
  };
  patch.replace(global, "Audio", { value: new Proxy(Audio, { construct: constructAudio }) });
}

const isStream = (object) => isObject(object) && typeof object.getTracks === "function";
