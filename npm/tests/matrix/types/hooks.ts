// Uses of the declarations of `/react` and `/vue`. The file is type-checked only.
import * as react from "local-media-stream/react";
import * as vue from "local-media-stream/vue";
import { createElement } from "react";
import { h, ref } from "vue";

// Does not compile for a value of type `any`, which would satisfy every other check.
type IsAny<T> = 0 extends 1 & T ? true : false;
function known<T>(value: IsAny<T> extends true ? never : T): T {
  return value;
}

export function Camera() {
  const devices = react.useMediaDevices();
  const permission: PermissionState = known(react.useMediaPermission("camera"));
  const camera: react.MediaCapture = known(
    react.useUserMedia({ video: devices.constrain("videoinput", { width: 1280 }) }, { immediate: undefined }),
  );
  const screen = react.useDisplayMedia();
  const state: react.CaptureState = known(camera.state);
  const error: DOMException | Error | null = known(camera.error);
  const id: string | null = known(camera.stateOf("video").deviceId);
  known(camera.capture?.flipCamera());
  known(screen.stream?.getVideoTracks());
  const options = devices.names("videoinput").map(([name, device]) => createElement("option", { key: name }, device.label));
  devices.select("audioinput", devices.selected("audioinput")?.deviceId);
  // @ts-expect-error: unknown kind
  devices.ofKind("video");
  // @ts-expect-error: unknown permission
  react.useMediaPermission("geolocation");
  // @ts-expect-error: unknown option
  react.useUserMedia({ video: true }, { imediate: true });
  // @ts-expect-error: the constraints are required
  react.useUserMedia();
  return createElement("video", { ref: camera.attach, onClick: camera.start }, options, permission, state, error?.name, id);
}

export function setup() {
  const width = ref(640);
  const { constrain, devices, names } = vue.useMediaDevices();
  const permission = vue.useMediaPermission(() => "camera");
  const { attach, capture, error, start, state, stateOf, stream } = vue.useUserMedia(
    () => ({ video: constrain("videoinput", { width: width.value }) }),
    { immediate: true },
  );
  vue.useUserMedia({ audio: true });
  vue.useUserMedia(ref({ audio: true }));
  vue.useDisplayMedia(() => ({ video: true }));
  const current: vue.CaptureState = known(state.value);
  known(stream.value?.active);
  known(error.value?.name);
  known(capture.value?.setRecovery({ fallback: true }));
  known(stateOf("audio").loss);
  known(devices.value.length);
  // @ts-expect-error: unknown permission
  vue.useMediaPermission("geolocation");
  // @ts-expect-error: the values are read-only
  state.value = "live";
  const granted: PermissionState = known(permission.value);
  return () => h("video", { ref: attach, onClick: start }, [current, granted, names("videoinput").length]);
}
