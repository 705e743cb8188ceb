import type { LocalMediaStream, RequestOptions } from "./index.js";
import type { TypedEventTarget } from "./typed_event_target.js";

export * from "./index.js";

/**
 * Requests a screen, a window or a tab. Call it in a user gesture such as a click, and `await init()` earlier:
 * otherwise the gesture may have expired when the wasm module is loaded.
 *
 * Rejects, and is cancelled, as `getUserMedia`.
 */
export function getDisplayMedia(
  options?: DisplayMediaStreamOptions,
  requestOptions?: RequestOptions | null,
): Promise<LocalMediaStream>;

/** The state of a `Capture`. */
export type CaptureState =
  /** Never started, or stopped. */
  | "idle"
  /** A request is pending, and no track is live. */
  | "prompting"
  /** The requested tracks are live. */
  | "live"
  /** Tracks are live, and a request for their replacement is pending. */
  | "switching"
  /** A track was lost (`loss`), and recovery is in progress. The other tracks are live. */
  | "recovering"
  /** The tracks were lost (`loss`), and there is no recovery. */
  | "ended"
  /** The request failed (`error`). */
  | "failed";

/** A track that ended without an action of the page. */
export interface TrackLoss {
  kind: "audio" | "video";
  /** The reason, as far as it is known. */
  reason: "unplugged" | "permission-revoked" | "muted" | "stopped" | "ended";
  /** The ID of the device, if the browser exposes it. */
  deviceId?: string | undefined;
  /** The label of the device. Empty if it has none. */
  label: string;
  /** English sentences for the user: which track was lost and why, then what to do. */
  message: string;
}

/** The reaction of a `Capture` to lost tracks. By default it reports them only. */
export interface RecoveryPolicy {
  /** Whether another device of the same kind replaces the lost one. @default false */
  fallback?: boolean | undefined;
  /** Whether the lost device is reopened when it is connected again, also in place of a fallback. @default false */
  reclaim?: boolean | undefined;
  /**
   * Whether the track follows the system's default device: when it changes, the new one is opened. Applies to a track
   * that was requested as the default device (Chromium). Otherwise `change` is dispatched, and the system decides
   * whether the track moves to the new device: `switchDevice` opens it. @default false
   */
  followDefault?: boolean | undefined;
  /** The time in milliseconds after which a muted track is regarded as lost. By default, never. */
  muteTimeoutMs?: number | undefined;
  /** Whether recovery is retried while neither the lost device nor a fallback opens. `true` uses the defaults of `RetryOptions`. @default false */
  retry?: boolean | RetryOptions | undefined;
}

/** Retries with exponential backoff: each delay is twice the previous one. */
export interface RetryOptions {
  /** The maximum number of retries. @default 6 */
  attempts?: number | undefined;
  /** The delay before the first retry, in milliseconds. @default 500 */
  initialMs?: number | undefined;
  /** The maximum delay, in milliseconds. @default 30000 */
  maxMs?: number | undefined;
}

/** A setting of a track, as plain data. */
export type SettingValue = boolean | number | string | SettingValue[] | { [member: string]: SettingValue };

/** A constraint that the settings of a track do not meet. */
export interface UnmetConstraint {
  /** The name of the constrained property, such as `"width"`. */
  property: string;
  /** `"required"` for `exact`, `min` and `max`; `"ideal"` for `ideal` and bare values. */
  strength: "required" | "ideal";
  /** The unmet part: a value, a list of alternatives, or an object with `min`, `max` or both. */
  requested: SettingValue;
  /** The current setting. `null` if the browser does not report it, for example because it does not support it. */
  actual: SettingValue | null;
}

/**
 * Returns the constraints that the track does not meet, required ones first. Browsers resolve `applyConstraints` also
 * if they could not meet an ideal constraint. Firefox resolves it also for constraints that it does not support.
 * `advanced` is ignored: browsers may skip its sets.
 *
 * Throws an `InvalidStateError` if the wasm module is not loaded: `await init()`, or a function that returns a promise,
 * before. Throws a `TypeError` for invalid arguments.
 */
export function unmetConstraints(
  track: MediaStreamTrack,
  constraints: boolean | MediaTrackConstraints,
): UnmetConstraint[];

/** A device, as plain data. Members that the browser hides before permission is granted are `null`. */
export interface DeviceInfo {
  readonly kind: MediaDeviceKind;
  readonly deviceId: string | null;
  /** The same for all devices of one piece of hardware, such as microphone and loudspeakers of a headset. */
  readonly groupId: string | null;
  readonly label: string | null;
  /** Whether this is Chromium's additional entry for the default device of the system. */
  readonly isDefault: boolean;
  /** Whether this is Chromium's additional entry for the default communications device of Windows. */
  readonly isCommunications: boolean;
  /** Whether this is one of these additional entries. Omit it from a list of choices. */
  readonly isDuplicate: boolean;
  /** The ID of the device that an additional entry represents, if known. `null` for other entries. */
  readonly duplicateOf: string | null;
}

/**
 * Lists the devices of `navigator.mediaDevices`, or of another object.
 *
 * Rejects with a `SecurityError` on an insecure page, with a `NotSupportedError` outside of a page, and with the
 * errors of the browser.
 */
export function enumerateDevices(options?: { devices?: DeviceEnumerator | undefined }): Promise<DeviceInfo[]>;

/** The event of a `DeviceWatch`: a device was connected or disconnected, or its label became available. */
export interface DeviceWatchChangeEvent extends Event {
  /** The current devices. */
  readonly devices: readonly DeviceInfo[];
  /** The devices that were not in the previous list. A device whose ID was hidden before permission is not added. */
  readonly added: readonly DeviceInfo[];
  /** The devices of the previous list that are no longer connected. */
  readonly removed: readonly DeviceInfo[];
}

/**
 * An up-to-date list of devices. It also changes when the first permission makes labels available, for which browsers
 * dispatch no `devicechange` event. It is active until `close()` is called.
 */
export class DeviceWatch extends TypedEventTarget<{ devicechange: DeviceWatchChangeEvent }> {
  /** Loads the wasm module and lists the devices. Rejects as `enumerateDevices`. */
  static create(options?: { devices?: DeviceEnumerator | undefined }): Promise<DeviceWatch>;
  private constructor();

  /** The current devices. The same array until they change. */
  readonly devices: readonly DeviceInfo[];
  /** Lists the devices again. Required only after the page has opened a device without this package. */
  refresh(): void;
  /** Ends the watch: no events are dispatched afterwards, and `devices` keeps its value. */
  close(): void;
  /** Closes the watch: `using watch = await DeviceWatch.create()` closes it at the end of the block. */
  [Symbol.dispose](): void;
}

/** The name of a permission that a `PermissionWatch` can observe. */
export type MediaPermissionName =
  | "camera"
  | "microphone"
  | "speaker-selection"
  | "display-capture"
  | "captured-surface-control";

/** The event of a `PermissionWatch`. */
export interface PermissionWatchChangeEvent extends Event {
  /** The new state. */
  readonly state: PermissionState;
}

/** The up-to-date state of a permission. It is active until `close()` is called. */
export class PermissionWatch extends TypedEventTarget<{ change: PermissionWatchChangeEvent }> {
  /**
   * Loads the wasm module and queries the permission, without a prompt. `panTiltZoom` queries the separate permission
   * to move the camera, where the browser has it.
   *
   * Rejects with a `NotSupportedError` outside of a page, and with a `TypeError` for an unknown name.
   */
  static create(name: MediaPermissionName, options?: { panTiltZoom?: boolean | undefined }): Promise<PermissionWatch>;
  private constructor();

  readonly name: MediaPermissionName;
  /** The current state. `"prompt"` if the browser does not expose it. */
  readonly state: PermissionState;
  /** Whether the browser exposes the state. If not, it never changes. */
  readonly isKnown: boolean;
  /** Ends the watch: no events are dispatched afterwards, and `state` keeps its value. */
  close(): void;
  /** Closes the watch: `using camera = await PermissionWatch.create("camera")` closes it at the end of the block. */
  [Symbol.dispose](): void;
}

/** An object that lists devices: `navigator.mediaDevices`, that of an iframe, or a fake. */
export type DeviceEnumerator = EventTarget & Pick<MediaDevices, "enumerateDevices">;

/** An object that opens devices: `navigator.mediaDevices`, that of an iframe, or a fake. */
export type CaptureDevices = EventTarget &
  Pick<MediaDevices, "enumerateDevices" | "getSupportedConstraints" | "getUserMedia" | "getDisplayMedia">;

/** The state of one kind of track of a `Capture`. */
export interface TrackState {
  /** `ended` if the track was lost, `failed` if it was not granted, also while the other kind is live. */
  readonly state: CaptureState;
  /** The last loss since the last call for this kind. It stays when another device has replaced the lost one. */
  readonly loss: TrackLoss | null;
  /** The error of the last call for this kind. */
  readonly error: DOMException | Error | null;
  /** The ID of the live device. `null` if there is none, or the browser does not expose it. */
  readonly deviceId: string | null;
  /** Whether the tracks of this kind are enabled: see `Capture.setEnabled`. */
  readonly enabled: boolean;
  /** Whether the source of the live track delivers no media. */
  readonly muted: boolean;
}

/** The event of a `Capture`. */
export interface CaptureStateChangeEvent extends Event {
  /** The new state. */
  readonly state: CaptureState;
}

/**
 * A capture session, which can be started, switched and stopped in any order.
 *
 * A call supersedes earlier ones, whose promises reject with an `AbortError`. That rejection is not reported as
 * unhandled if the promise is ignored. An active session continues until it is stopped, even if the page has no
 * reference to it.
 */
export class Capture extends TypedEventTarget<{
  /** The state has changed, or a track was lost. */
  statechange: CaptureStateChangeEvent;
  /** Anything has changed: the state, a track, a loss or an error. */
  change: Event;
}> {
  /** Loads the wasm module and creates an idle session. `devices` is by default `navigator.mediaDevices`. */
  static create(options?: { devices?: CaptureDevices | undefined }): Promise<Capture>;
  /** Creates an idle session. Throws an `InvalidStateError` if the wasm module is not loaded: `await init()` before. */
  constructor(options?: { devices?: CaptureDevices | undefined });

  readonly state: CaptureState;
  /** The live tracks. The same object until all have ended; a switch replaces its tracks. */
  readonly stream: MediaStream | null;
  /** The error, in the state `failed`. */
  readonly error: DOMException | Error | null;
  /** The lost track, in the states `recovering` and `ended`. */
  readonly loss: TrackLoss | null;
  /** The current or pending constraints of camera and microphone. */
  readonly constraints: MediaStreamConstraints | null;
  /** The current or pending options of the screen capture. */
  readonly displayOptions: DisplayMediaStreamOptions | null;

  /**
   * Starts capturing with these constraints, replacing the current capture.
   *
   * This and the methods below reject as `getUserMedia`, and with an `AbortError` if a later call supersedes them. An
   * abort of the signal cancels a pending call, unless a later one has superseded it or requested the same.
   */
  start(constraints: MediaStreamConstraints, requestOptions?: RequestOptions | null): Promise<MediaStream>;
  /**
   * Starts capturing a screen, a window or a tab, replacing the current capture. Call it in a user gesture. The option
   * `controller` is ignored: pass a `CaptureController` to `getDisplayMedia`.
   */
  startDisplay(
    options?: DisplayMediaStreamOptions,
    requestOptions?: RequestOptions | null,
  ): Promise<MediaStream>;
  /** Prompts for another screen, window or tab. The current capture continues until the user has selected one. */
  switchDisplay(): Promise<MediaStream>;
  /** Stops all tracks and repeats the request. */
  restart(): Promise<MediaStream>;
  /** Stops all tracks synchronously. A stream that the browser opens later is stopped on arrival. */
  stop(): void;
  /** Replaces the video track, or adds one. `false` removes it, and rejects with a `TypeError` if the capture has no audio. */
  switchVideo(request: boolean | MediaTrackConstraints): Promise<MediaStream>;
  /** Replaces the audio track, or adds one. `false` removes it, and rejects with a `TypeError` if the capture has no video. */
  switchAudio(request: boolean | MediaTrackConstraints): Promise<MediaStream>;
  /** Replaces the track of this kind by one of this device, with otherwise the same constraints. */
  switchDevice(kind: "audio" | "video", deviceId: string): Promise<MediaStream>;
  /** Switches between front and back camera. */
  flipCamera(): Promise<MediaStream>;
  /**
   * Applies constraints, such as `zoom` or `torch`, to the live track of this kind and to every later one, also after a
   * switch, a restart or a recovery. `null` or `{}` ends this. A later device that does not support them keeps its
   * settings.
   *
   * Rejects as `MediaStreamTrack.applyConstraints`, and with an `InvalidStateError` if no track of the kind is live.
   * Later tracks then do not receive the constraints.
   */
  applyConstraints(kind: "audio" | "video", constraints: MediaTrackConstraints | null): Promise<void>;
  /**
   * Plays the stream in an element, also after switches, unless the page gives it another one. `null` detaches all
   * elements. An element that is not muted plays the user's own microphone: `muted` mutes it.
   */
  attach(element: HTMLMediaElement | null, options?: { muted?: boolean | undefined }): void;
  /** Detaches an element or a sender. */
  detach(output: HTMLMediaElement | RTCRtpSender): void;
  /** Sends the track of this kind with a sender, also after switches. */
  attachSender(kind: "audio" | "video", sender: RTCRtpSender): void;
  /** Returns the state of one kind of track. The overall `state` is derived from both. */
  stateOf(kind: "audio" | "video"): TrackState;
  /** Enables or disables the track of a kind, and every later one. */
  setEnabled(kind: "audio" | "video", enabled: boolean): void;
  /** Cancels the pending call, or else the recovery of lost tracks. */
  cancelPending(): void;
  /**
   * Sets the options of later requests. `partialGrant` continues with the kinds that are granted. A request that is
   * pending for longer than `timeoutMs` fails with an `AbortError`.
   */
  setRequestOptions(options?: { partialGrant?: boolean | undefined; timeoutMs?: number | undefined }): void;
  /** Sets the reaction to tracks that are lost from now on. Without an argument, the default. */
  setRecovery(policy?: RecoveryPolicy): void;

  /** Stops the session: `using capture = await Capture.create()` stops it at the end of the block. */
  [Symbol.dispose](): void;
}
