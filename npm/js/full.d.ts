import type { LocalMediaStream } from "./bundler/local_media_stream.js";

export { LocalMediaStream, MediaErrorKind, errorKind, describeError, getUserMedia } from "./bundler/local_media_stream.js";
export { init } from "./index.js";

/**
 * Asks the user for a screen, a window or a tab, in a click or the like; `await init()` before that, so that the click
 * is not over when the wasm is there.
 *
 * Rejects, and can be taken back, as `getUserMedia`.
 */
export function getDisplayMedia(
  options?: DisplayMediaStreamOptions,
  request?: { signal?: AbortSignal },
): Promise<LocalMediaStream>;

/** What a `Capture` is doing. */
export type CaptureState =
  /** Nothing: it was never started, or was stopped. */
  | "idle"
  /** The user has been asked, and nothing is live yet. */
  | "prompting"
  /** What was asked for is live. */
  | "live"
  /** Something is live, and something else has been asked for to take its place. */
  | "switching"
  /** Something was lost (`loss`) and is being brought back. What was not lost is live. */
  | "recovering"
  /** What was live is gone (`loss`), and nobody brings it back. */
  | "ended"
  /** What was asked for could not be had (`error`). */
  | "failed";

/** A track that was lost through no doing of the page. */
export interface Loss {
  kind: "audio" | "video";
  /** Why, as far as can be found out. */
  reason: "unplugged" | "permission-revoked" | "muted" | "stopped" | "ended";
  /** The id of the device, where the browser told it. */
  deviceId?: string;
  /** The name of the device for people; empty where it has none. */
  label: string;
  /** What was lost and why, in a sentence for people. */
  message: string;
}

/** What a `Capture` does about a track that it loses. Times are in milliseconds. */
export interface Recovery {
  /** Opens another device of the kind in place of the lost one. */
  fallback?: boolean;
  /** Takes the lost device back when it returns. */
  reclaim?: boolean;
  /** Takes a track for lost that is muted for longer than this. */
  mutedFor?: number;
  /** Tries again: six times, after 500 ms at first and then each time after twice as long, up to 30 s. */
  retry?: boolean | { attempts?: number; first?: number; longest?: number };
}

/** What a track is set to, as plain data. */
export type SettingValue = boolean | number | string | SettingValue[] | { [member: string]: SettingValue };

/** A constraint that the settings of a track do not meet. */
export interface UnmetConstraint {
  /** What it constrains: `"width"`, `"facingMode"`, … */
  property: string;
  /** Whether it is required (`exact`, `min`, `max`) or a wish (`ideal`, or a bare value). */
  demand: "required" | "wished";
  /** What the track is set to instead; `null` where the browser does not tell, as of what it does not understand. */
  actual: SettingValue | null;
}

/**
 * Was it honoured? What of these constraints the track does not meet as it is now, what is required first; none of
 * `advanced`, which may be passed over. Browsers resolve a wish that they could not fulfil, and Firefox also what it
 * does not know.
 *
 * Throws an `InvalidStateError` before the wasm has been loaded: by `init()`, or whatever was called first.
 */
export function unmetConstraints(
  track: MediaStreamTrack,
  constraints: boolean | MediaTrackConstraints,
): UnmetConstraint[];

/** A device, as plain data. What the browser hides before permission is `null`. */
export interface DeviceInfo {
  readonly kind: MediaDeviceKind;
  readonly deviceId: string | null;
  /** The same for all that is one piece of hardware: a headset is a microphone and loudspeakers. */
  readonly groupId: string | null;
  readonly label: string | null;
  /** It is no device but stands for the one that the system prefers, which Chromium lists once more. */
  readonly isDefault: boolean;
  /** It is no device but stands for the one that Windows prefers for calls, which Chromium lists once more. */
  readonly isCommunications: boolean;
  /** It is one of the two, and so no further device to choose from. */
  readonly isDuplicate: boolean;
  /** The id of the device that it stands for, where the browser tells; `null` for what is a device itself. */
  readonly duplicateOf: string | null;
}

/**
 * The devices that there are: those of the page, or of an iframe, or fake ones. Rejects with a `SecurityError` on a page
 * over plain http, with a `NotSupportedError` where there is no page, and as the browser does otherwise.
 */
export function enumerateDevices(options?: { devices?: DeviceSource }): Promise<DeviceInfo[]>;

/** The devices have changed: one came, one went, or one has a name now. */
export interface DeviceChangeEvent extends Event {
  /** All of them now. */
  readonly devices: readonly DeviceInfo[];
  /** Those that were not there before; not one whose id the browser hid before permission. */
  readonly added: readonly DeviceInfo[];
  /** Those that were there before and are no more. */
  readonly removed: readonly DeviceInfo[];
}

interface DeviceWatchEventMap {
  devicechange: DeviceChangeEvent;
}

/**
 * The devices that there are, kept up to date: also when their names come with the first permission, of which the
 * browser's own `devicechange` does not tell. It watches until it is closed.
 */
export class DeviceWatch extends EventTarget {
  /** Loads the wasm and asks for the first list. Rejects as `enumerateDevices`. */
  static create(options?: { devices?: DeviceSource }): Promise<DeviceWatch>;
  private constructor();

  /** The same array until it changes. */
  readonly devices: readonly DeviceInfo[];
  /** Asks anew. That is not needed for what this package opens, but when the page has opened something by itself. */
  refresh(): void;
  /** Watches no more: no event comes from now on, and `devices` stays what it is. */
  close(): void;
  /** `using watch = await DeviceWatch.create()` closes it at the end of the block. */
  [Symbol.dispose](): void;

  addEventListener<K extends keyof DeviceWatchEventMap>(
    type: K,
    listener: (this: DeviceWatch, event: DeviceWatchEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** What a page can be permitted. */
export type PermissionName =
  | "camera"
  | "microphone"
  | "speaker-selection"
  | "display-capture"
  | "captured-surface-control";

interface PermissionWatchEventMap {
  change: Event;
}

/** Whether something is permitted, and when that changes. It watches until it is closed. */
export class PermissionWatch extends EventTarget {
  /**
   * Loads the wasm and asks the browser; the user is not asked. `panTiltZoom` is for cameras that are to be moved:
   * another permission, where the browser has it. Rejects only where there is no page.
   */
  static create(name: PermissionName, options?: { panTiltZoom?: boolean }): Promise<PermissionWatch>;
  private constructor();

  readonly name: PermissionName;
  /** `"prompt"` also where the browser does not tell: it would ask. */
  readonly state: PermissionState;
  /** Whether the browser tells. Where it does not, nothing ever changes. */
  readonly isKnown: boolean;
  /** Watches no more: no event comes from now on, and `state` stays what it is. */
  close(): void;
  /** `using camera = await PermissionWatch.create("camera")` closes it at the end of the block. */
  [Symbol.dispose](): void;

  addEventListener<K extends keyof PermissionWatchEventMap>(
    type: K,
    listener: (this: PermissionWatch, event: PermissionWatchEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** Where devices are listed: `navigator.mediaDevices`, an iframe's, or fake ones. */
export type DeviceSource = EventTarget & Pick<MediaDevices, "enumerateDevices">;

/** Where captures come from: `navigator.mediaDevices`, an iframe's, or fake ones. */
export type Devices = EventTarget &
  Pick<MediaDevices, "enumerateDevices" | "getSupportedConstraints" | "getUserMedia" | "getDisplayMedia">;

interface CaptureEventMap {
  statechange: Event;
}

/**
 * One session of capturing: started, stopped, switched and started again, in whatever order and however fast. The
 * latest call wins, and one question is put to the user at a time.
 *
 * While it captures it goes on until it is stopped, whether somebody holds it or not.
 */
export class Capture extends EventTarget {
  /** Loads the wasm and makes one, on the devices of the page or on others: an iframe's, or fake ones. */
  static create(options?: { devices?: Devices }): Promise<Capture>;
  /** As `create`. Throws an `InvalidStateError` before the wasm has been loaded by `init()`. */
  constructor(options?: { devices?: Devices });

  readonly state: CaptureState;
  /** What is live, for as long as something is. A switch changes its tracks. */
  readonly stream: MediaStream | null;
  /** Why it failed, in the state `failed`. */
  readonly error: DOMException | Error | null;
  /** What was lost, in the states `recovering` and `ended`. */
  readonly loss: Loss | null;
  /** What is wanted of the devices. */
  readonly constraints: MediaStreamConstraints | null;
  /** What is wanted of the display. */
  readonly displayOptions: DisplayMediaStreamOptions | null;

  /** Sees to it that this is live, and only this. Rejects with an `AbortError` when a later call wants something else. */
  start(constraints: MediaStreamConstraints): Promise<MediaStream>;
  /** Sees to it that a display is live, and only this; in a click or the like. */
  startDisplay(options?: DisplayMediaStreamOptions): Promise<MediaStream>;
  /** Lets the user choose another display, while the one that is live goes on. */
  switchDisplay(): Promise<MediaStream>;
  /** Ends everything and asks for the same again. */
  restart(): Promise<MediaStream>;
  /** Ends everything, at once: also what has been asked for and comes later. */
  stop(): void;
  /** Puts another camera in the place of the one that is live, or adds one. `false` takes it out. */
  switchVideo(request: boolean | MediaTrackConstraints): Promise<MediaStream>;
  /** Puts another microphone in the place of the one that is live, or adds one. `false` takes it out. */
  switchAudio(request: boolean | MediaTrackConstraints): Promise<MediaStream>;
  /** Puts the device of this id in the place of the one that is live, with the same constraints otherwise. */
  switchDevice(kind: "audio" | "video", deviceId: string): Promise<MediaStream>;
  /** From the front camera to the back one, or the other way round. */
  flipCamera(): Promise<MediaStream>;
  /** Lets an element show and play its stream, now and after every switch. */
  attach(element: HTMLMediaElement): void;
  /** Lets a sender send its track of this kind, now and after every switch. */
  attachSender(kind: "audio" | "video", sender: RTCRtpSender): void;
  /** What it does about a track that is lost from now on: nothing, unless this says so. */
  setRecovery(recovery?: Recovery): void;

  /** `using capture = await Capture.create()` stops it at the end of the block. */
  [Symbol.dispose](): void;

  addEventListener<K extends keyof CaptureEventMap>(
    type: K,
    listener: (this: Capture, event: CaptureEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}
