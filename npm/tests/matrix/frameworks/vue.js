// Tests of the composables for Vue.
import * as hooks from "local-media-stream/vue";
import { createApp, createSSRApp, proxyRefs, shallowReactive, watch } from "vue";
import { runTests } from "../../assert.js";
import Camera from "./readme_vue.js";
import html from "./readme_vue_html.js";
import { createScenarios, withoutWarnings } from "./scenarios.js";

const { useDisplayMedia, useMediaDevices, useMediaPermission, useUserMedia } = hooks;
// With values instead of refs, as for React.
const withValues = {
  useDisplayMedia: (options) => proxyRefs(useDisplayMedia(options)),
  useMediaDevices: () => proxyRefs(useMediaDevices()),
  useMediaPermission,
  useUserMedia: (constraints, options) => proxyRefs(useUserMedia(constraints, options)),
};

function mount(use, props) {
  const view = { props: shallowReactive({ ...props }) };
  const app = createApp({
    setup() {
      view.current = proxyRefs(use(withValues, view.props));
      view.first = { ...view.current };
      return () => null;
    },
  });
  app.mount(document.createElement("div"));
  return Object.assign(view, {
    change: (changed) => void Object.assign(view.props, changed),
    until: (condition) =>
      new Promise((resolve) => {
        const settle = (isMet) => isMet && resolve();
        watch(() => Boolean(condition(view.current)), settle, { immediate: true, flush: "post" });
      }),
    unmount: () => app.unmount(),
  });
}

function hydrate(container) {
  const app = createSSRApp(Camera);
  app.mount(container);
  return () => app.unmount();
}

runTests(createScenarios({ mount, hydrate, html, hooks }), withoutWarnings);
