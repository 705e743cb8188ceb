import type {
  CaptureFunctions,
  CaptureValues,
  DeviceListFunctions,
  DeviceListValues,
  MediaCaptureOptions,
  MediaPermissionName,
} from "./hooks.js";

export * from "./hooks.js";

/**
 * A capture that belongs to a component. The values are those of the render. The object is the same until they change,
 * and the functions except `stateOf` are always the same.
 */
export interface MediaCapture extends CaptureValues, CaptureFunctions {
  /**
   * Plays the stream in an element, also after switches: `<video ref={camera.attach} muted playsInline />`. A capture has
   * one element. An element that is not muted plays the user's own microphone.
   */
  readonly attach: (element: HTMLMediaElement | null) => void;
}

/** The devices of the page and the selected ones. The object is the same until they change. */
export interface MediaDeviceList extends DeviceListValues, DeviceListFunctions {}

/**
 * Captures cameras and microphones between `start` and `stop`.
 *
 * When a render passes constraints that differ from the previous ones, a started capture requests the new ones once and
 * replaces the tracks of the same stream. On a server the capture stays idle. Unmounting the component stops every track.
 * If a prompt is open, the stream that it returns is stopped on arrival.
 *
 * Throws a `TypeError` for invalid arguments. The errors of `getUserMedia` are in `error`.
 */
export function useUserMedia(constraints: MediaStreamConstraints, options?: MediaCaptureOptions): MediaCapture;

/**
 * Captures a screen, a window or a tab between `start` and `stop`. Changed options apply to the next `start`, because a
 * prompt for a screen requires a user gesture. The option `controller` is ignored. Otherwise as `useUserMedia`.
 */
export function useDisplayMedia(options?: DisplayMediaStreamOptions): MediaCapture;

/**
 * Lists the devices of the page and updates the list until the component is unmounted. Browsers hide names and most
 * devices until the user has granted access to one; then the list is updated.
 */
export function useMediaDevices(): MediaDeviceList;

/**
 * Returns the state of a permission and updates it until the component is unmounted. Never opens a prompt. The state is
 * `"prompt"` until the browser has returned it, in browsers that do not know the permission, and on a server.
 *
 * Throws a `TypeError` for an unknown name.
 */
export function useMediaPermission(name: MediaPermissionName): PermissionState;
