/** A synthetic camera: a canvas with an animation that shows the number of each frame. */
export class SyntheticCamera {
  /**
   * `width` and `height` are in pixels, by default 640 × 480. `frameRate` is in frames per second, by default 30.
   * Throws a `TypeError` if one is not positive and finite.
   */
  constructor(options?: { width?: number | undefined; height?: number | undefined; frameRate?: number | undefined });
  /** The number of frames drawn. */
  readonly frames: number;
  /** Creates a track. The canvas is drawn while a track, or a clone of one, is live. */
  track(): MediaStreamTrack;
}

/** A synthetic microphone. */
export class SyntheticMicrophone {
  /**
   * `sound` is by default `"tone"`. `frequency` is in hertz, by default 440. `volume` is from 0 to 1, by default 0.5.
   * Throws a `TypeError` for an unknown sound or a value out of range.
   */
  constructor(options?: {
    sound?: "tone" | "noise" | "silence" | undefined;
    frequency?: number | undefined;
    volume?: number | undefined;
  });
  /** Creates a track. */
  track(): MediaStreamTrack;
  /** Stops the sound. Its tracks stay live and are silent. */
  close(): void;
}

/** A fake device. */
export interface FakeDevice {
  kind: "audioinput" | "videoinput" | "audiooutput";
  deviceId: string;
  groupId?: string | undefined;
  /** By default the `deviceId`. */
  label?: string | undefined;
  facingMode?: "user" | "environment" | "left" | "right" | undefined;
  /** The maximum width of a camera, in pixels. @default 640 */
  width?: number | undefined;
  /** The maximum height of a camera, in pixels. @default 480 */
  height?: number | undefined;
  /** The maximum frame rate of a camera, in frames per second. @default 30 */
  frameRate?: number | undefined;
}

/**
 * The response to a prompt: the requested tracks, a `NotAllowedError`, a stream without tracks, a stream with ended
 * tracks, or an error of this name.
 */
export type PromptResponse = "grant" | "deny" | "nothing" | "ended" | { name: string; constraint?: string | undefined };

/**
 * A fake of `navigator.mediaDevices`. Its tracks are real `MediaStreamTrack` objects, which media elements can play. Its
 * microphones are silent, and its screen has no audio: see `SyntheticMicrophone` for sound. Initially it has no devices
 * and grants every request. Its methods throw a `TypeError` for invalid arguments.
 */
export class FakeMediaDevices extends EventTarget {
  /** The ID of the screen that `getDisplayMedia` captures. */
  static readonly SCREEN: "screen";

  /** Connects a device. Replaces a device with the same ID. */
  plug(device: FakeDevice): void;
  /** Disconnects a device, which ends its tracks. Returns `false` if no device has this ID. */
  unplug(deviceId: string): boolean;
  /** Mutes or unmutes the tracks of a device. */
  setMuted(deviceId: string, muted: boolean): void;
  /** Ends the tracks of a device, as the browser's stop button does. */
  end(deviceId: string): void;
  /** Sets a permission. `"denied"` ends the live tracks. */
  setPermission(name: "camera" | "microphone", state: PermissionState): void;
  /** Whether only one camera can be open at a time, as on many phones. @default false */
  exclusiveCamera: boolean;
  /** Keeps requests pending until `respond` is called. `false` grants new requests immediately. */
  holdPrompts(hold?: boolean): void;
  /** The number of pending requests. */
  readonly pendingPrompts: number;
  /** Settles the oldest pending request, or the one at this index. Returns `false` if there is none. */
  respond(response?: PromptResponse, index?: number): boolean;
  /** Returns the number of live tracks, including clones. */
  liveTracks(): number;
  /**
   * Replaces `navigator.mediaDevices`, and the `camera` and `microphone` permissions of `navigator.permissions`. Returns
   * a function that restores them.
   */
  install(): () => void;

  // The MediaDevices interface.
  ondevicechange: ((this: FakeMediaDevices, event: Event) => unknown) | null;
  enumerateDevices(): Promise<MediaDeviceInfo[]>;
  getSupportedConstraints(): MediaTrackSupportedConstraints;
  getUserMedia(constraints?: MediaStreamConstraints): Promise<MediaStream>;
  getDisplayMedia(options?: DisplayMediaStreamOptions): Promise<MediaStream>;
}
