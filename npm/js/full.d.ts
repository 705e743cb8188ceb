import type { LocalMediaStream } from "./bundler/local_media_stream.js";

export { LocalMediaStream, MediaErrorKind, errorKind, explain, getUserMedia } from "./bundler/local_media_stream.js";
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
  showIn(element: HTMLMediaElement): void;
  /** Lets a sender send its track of this kind, now and after every switch. */
  sendBy(kind: "audio" | "video", sender: RTCRtpSender): void;
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
