// The removed names that old pages use besides those of `legacy.js`, each with the value of the current name. A classic
// script, loaded before those of the page. An engine receives only names with the prefix that it had, since libraries detect
// the browser by them. `window[Symbol.for("local-media-stream.aliases")]()` removes the names.
(() => {
  const UNINSTALL = Symbol.for("local-media-stream.aliases");
  // On a server, importing this script is a no-op.
  if (typeof window === "undefined" || window[UNINSTALL]) return;
  const isFirefox = "mozInnerScreenX" in window;
  const added = [];
  const addAlias = (object, alias, name) => {
    const descriptor = object && !(alias in object) && Object.getOwnPropertyDescriptor(object, name);
    if (!descriptor) return;
    Object.defineProperty(object, alias, descriptor);
    added.push([object, alias, descriptor.value]);
  };
  const addAliases = (object, aliases) => {
    for (const [alias, name] of Object.entries(aliases)) addAlias(object, alias, name);
  };
  const interfaces = isFirefox
    ? ["RTCIceCandidate", "RTCPeerConnection", "RTCSessionDescription"]
    : ["AudioContext", "OfflineAudioContext", "RTCPeerConnection"];
  const prefix = isFirefox ? "moz" : "webkit";
  for (const name of interfaces) addAlias(window, prefix + name, name);
  addAliases(window, {
    [`${prefix}RequestAnimationFrame`]: "requestAnimationFrame",
    [`${prefix}CancelAnimationFrame`]: "cancelAnimationFrame",
    [`${prefix}CancelRequestAnimationFrame`]: "cancelAnimationFrame",
  });
  if (!isFirefox) {
    // The Web Audio API of 2011 to 2013.
    addAliases(window.BaseAudioContext?.prototype, {
      createDelayNode: "createDelay",
      createGainNode: "createGain",
      createJavaScriptNode: "createScriptProcessor",
    });
    for (const name of ["AudioBufferSourceNode", "AudioScheduledSourceNode"]) {
      addAliases(window[name]?.prototype, { noteGrainOn: "start", noteOff: "stop", noteOn: "start" });
    }
  }
  const value = () => {
    delete window[UNINSTALL];
    for (const [object, alias, value] of added) {
      // A value that other code has set is kept.
      if (Object.getOwnPropertyDescriptor(object, alias)?.value === value) delete object[alias];
    }
  };
  Object.defineProperty(window, UNINSTALL, { value, configurable: true });
})();
