import type { ComponentPublicInstance, ComputedRef, MaybeRefOrGetter, ShallowRef } from "vue";
import type {
  CaptureFunctions,
  CaptureValues,
  DeviceListFunctions,
  DeviceListValues,
  MediaCaptureOptions,
  MediaPermissionName,
} from "./hooks.js";

export * from "./hooks.js";

/** Values as refs. */
export type Refs<Values> = { readonly [Name in keyof Values]: ComputedRef<Values[Name]> };

/** A capture that belongs to a component. `stateOf` is reactive. */
export type MediaCapture = Refs<CaptureValues> &
  CaptureFunctions & {
    /**
     * Plays the stream in an element, also after switches: `<video :ref="attach" muted playsinline />`. A capture has one
     * element. An element that is not muted plays the user's own microphone.
     */
    readonly attach: (element: Element | ComponentPublicInstance | null) => void;
  };

/** The devices of the page and the selected ones. The functions that return devices or constraints are reactive. */
export type MediaDeviceList = Refs<DeviceListValues> & DeviceListFunctions;

/**
 * Captures cameras and microphones between `start` and `stop`.
 *
 * The constraints are a value, a ref or a getter. When they change after `start`, the capture requests the new ones once
 * and replaces the tracks of the same stream. On a server the capture stays idle. Unmounting the component stops every
 * track. If a prompt is open, the stream that it returns is stopped on arrival.
 *
 * Throws a `TypeError` for invalid arguments. The errors of `getUserMedia` are in `error`.
 */
export function useUserMedia(
  constraints: MaybeRefOrGetter<MediaStreamConstraints>,
  options?: MediaCaptureOptions,
): MediaCapture;

/**
 * Captures a screen, a window or a tab between `start` and `stop`. Changed options apply to the next `start`, because a
 * prompt for a screen requires a user gesture. The option `controller` is ignored. Otherwise as `useUserMedia`.
 */
export function useDisplayMedia(options?: MaybeRefOrGetter<DisplayMediaStreamOptions>): MediaCapture;

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
export function useMediaPermission(name: MaybeRefOrGetter<MediaPermissionName>): Readonly<ShallowRef<PermissionState>>;
