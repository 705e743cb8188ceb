import type { Capture, CaptureState, DeviceInfo, MediaPermissionName, TrackLoss, TrackState } from "./full.js";

export type { Capture, CaptureState, DeviceInfo, MediaPermissionName, TrackLoss, TrackState };

/** The options of a capture in a component. */
export interface MediaCaptureOptions {
  /** Whether the capture starts when the component is mounted. By default, it starts on demand. @default false */
  immediate?: boolean | undefined;
}

/** The values of a capture that a component renders. On a server, they are those of an idle capture. */
export interface CaptureValues {
  /** The state of the capture. `"prompting"` also while the wasm module is loaded for a call of `start`. */
  readonly state: CaptureState;
  /** Whether a track is live. */
  readonly isLive: boolean;
  /** The live tracks. The same object until all have ended; a switch replaces its tracks. */
  readonly stream: MediaStream | null;
  /** The error of the last call. After a failed switch, the previous stream is still live. */
  readonly error: DOMException | Error | null;
  /** The lost track, in the states `recovering` and `ended`. */
  readonly loss: TrackLoss | null;
  /**
   * The capture, for example to flip the camera or to set a recovery policy. `null` on a server, until the wasm module is
   * loaded, and after the component is unmounted.
   */
  readonly capture: Capture | null;
}

/** The functions of a capture in a component. After the component is unmounted, they are no-ops. */
export interface CaptureFunctions {
  /** Returns the state of one kind of track, which is `ended` or `failed` also while the other kind is live. */
  stateOf(kind: "audio" | "video"): TrackState;
  /**
   * Starts capturing with the current constraints or options. A no-op if they are live already. Errors are in `error`.
   *
   * Call it directly in the event handler, not after an `await`: a prompt for a screen requires a user gesture.
   */
  start(): void;
  /** Stops every track before it returns. If a prompt is open, the stream that it returns is stopped on arrival. */
  stop(): void;
  /**
   * Stops every track, then requests them again, also those that were lost. Opens another prompt if one is open. Starts
   * the capture if nothing is live.
   */
  restart(): void;
}

/** The values of a device list that a component renders. */
export interface DeviceListValues {
  /** All devices, in the order of the browser. Empty on a server, and until the browser has returned them. */
  readonly devices: readonly DeviceInfo[];
  /** The error of the list, which is then empty. */
  readonly error: DOMException | Error | null;
}

/** The functions of a device list in a component. They throw a `TypeError` for invalid arguments. */
export interface DeviceListFunctions {
  /** Returns the devices of a kind, without duplicates. */
  ofKind(kind: MediaDeviceKind): DeviceInfo[];
  /**
   * Returns the devices of a kind with a name for each: the label or, if the browser hides it, the noun and a number. The
   * noun is by default English.
   */
  names(kind: MediaDeviceKind, noun?: string): [name: string, device: DeviceInfo][];
  /** Selects a device by its ID. `null` or `""` leaves the choice to the browser. */
  select(kind: MediaDeviceKind, deviceId: string | null | undefined): void;
  /** Returns the selected device of a kind, if it is connected. A device that reconnects is still selected. */
  selected(kind: MediaDeviceKind): DeviceInfo | null;
  /**
   * Adds the ID of the selected device as a required constraint, by default to none. Returns the constraints unchanged if
   * no selected device is connected, and `false` for `false`.
   */
  constrain(
    kind: MediaDeviceKind,
    constraints?: boolean | MediaTrackConstraints,
  ): boolean | MediaTrackConstraints;
  /** Lists the devices again. Required only after the page has opened a device without this package. */
  refresh(): void;
}
