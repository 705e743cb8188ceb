// `URL.createObjectURL(stream)`, and media elements whose `src` accepts such a URL.
import { createSrcObserver } from "./src_observer.js";

const { apply, getOwnPropertyDescriptor } = Reflect;

export function installObjectUrls(patch) {
  const streams = new Map();
  const { createObjectURL, revokeObjectURL } = URL;
  patch.replaceAll(URL, {
    createObjectURL(object) {
      if (!isStream(object)) return apply(createObjectURL, this, arguments);
      // The URL of an empty blob is unique and has the expected form.
      const url = apply(createObjectURL, URL, [new Blob()]);
      streams.set(url, object);
      observeSrc();
      return url;
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
  const src = getOwnPropertyDescriptor(prototype, "src");
  const { getAttribute, setAttribute, removeAttribute } = prototype;
  const attachedUrl = (element) => {
    const { url, stream } = attachments.get(element) ?? {};
    return stream && element.srcObject === stream ? url : undefined;
  };
  // Detaches the stream of an earlier URL. Returns whether a stream has been attached.
  const attach = (element, url) => {
    if (attachedUrl(element) !== undefined) element.srcObject = null;
    attachments.delete(element);
    const stream = streams.get(url);
    if (!stream) return false;
    element.srcObject = stream;
    attachments.set(element, { url, stream });
    return true;
  };
  const observeSrc = createSrcObserver(patch, (node) => {
    const element = node.localName === "source" ? node.parentNode : node;
    const url = apply(getAttribute, node, ["src"]);
    // A `srcObject` that the page has set is not replaced.
    if (element instanceof HTMLMediaElement && !element.srcObject && streams.has(url)) attach(element, url);
  });
  const isSrc = (name) => String(name).toLowerCase() === "src";
  patch.replaceAll(prototype, {
    get src() {
      return attachedUrl(this) ?? apply(src.get, this, []);
    },
    set src(url) {
      // The native getter throws if `this` is not a media element.
      apply(src.get, this, []);
      const text = String(url);
      if (!attach(this, text)) apply(src.set, this, [text]);
    },
    getAttribute(name) {
      const url = isSrc(name) ? attachedUrl(this) : undefined;
      return url ?? apply(getAttribute, this, arguments);
    },
    setAttribute(name, value) {
      if (arguments.length < 2 || !isSrc(name) || !attach(this, String(value))) apply(setAttribute, this, arguments);
    },
    removeAttribute(name) {
      if (isSrc(name)) attach(this, undefined);
      apply(removeAttribute, this, arguments);
    },
  });
}

const isStream = (object) => typeof object === "object" && object !== null && typeof object.getTracks === "function";
