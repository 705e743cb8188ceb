// Tests of the hooks for React, in StrictMode and with React's development build.
import * as hooks from "local-media-stream/react";
import { StrictMode, createElement, useEffect } from "react";
import { flushSync } from "react-dom";
import { createRoot, hydrateRoot } from "react-dom/client";
import { runTests } from "../../assert.js";
import { Camera } from "./readme_react.js";
import html from "./readme_react_html.js";
import { createScenarios, withoutWarnings } from "./scenarios.js";

const { useDisplayMedia, useMediaDevices, useMediaPermission, useUserMedia } = hooks;
// With getters, as for Vue.
const withGetters = {
  useDisplayMedia: (options) => useDisplayMedia(options()),
  useMediaDevices,
  useMediaPermission: (name) => useMediaPermission(name()),
  useUserMedia: (constraints, options) => useUserMedia(constraints(), options),
};

function mount(use, props) {
  const root = createRoot(document.createElement("div"));
  const renders = new EventTarget();
  function Component({ props }) {
    view.current = use(withGetters, props);
    view.first ??= view.current;
    useEffect(() => void renders.dispatchEvent(new Event("render")));
    return null;
  }
  const render = () => flushSync(() => root.render(createElement(StrictMode, null, createElement(Component, { props }))));
  const view = {
    change(changed) {
      props = { ...props, ...changed };
      render();
    },
    async until(condition) {
      while (!condition(view.current)) {
        await new Promise((resolve) => renders.addEventListener("render", resolve, { once: true }));
      }
    },
    unmount: () => root.unmount(),
  };
  render();
  return view;
}

async function hydrate(container) {
  const { promise: hydrated, resolve } = Promise.withResolvers();
  function Page() {
    useEffect(resolve, []);
    return createElement(Camera);
  }
  const onRecoverableError = (error) => console.error(error);
  const root = hydrateRoot(container, createElement(StrictMode, null, createElement(Page)), { onRecoverableError });
  await hydrated;
  return () => root.unmount();
}

runTests(createScenarios({ mount, hydrate, html, hooks }), withoutWarnings);
