/** A camera without a camera: a canvas with a moving picture, in which every frame shows its number. */
export class SyntheticCamera {
  /** In pixels, and frames per second: 640 × 480 and 30, if nothing else is said. Throws a `TypeError` for nonsense. */
  constructor(options?: { width?: number; height?: number; frameRate?: number });
  /** How many frames it has drawn. */
  readonly frames: number;
  /** A track of it. It is drawn for as long as one of them, or a clone of one, is live. */
  track(): MediaStreamTrack;
}

/** A microphone without a microphone. */
export class SyntheticMicrophone {
  /** A tone of 440 Hz at half the volume (0 to 1), if nothing else is said. Throws a `TypeError` for nonsense. */
  constructor(options?: { sound?: "tone" | "noise" | "silence"; frequency?: number; volume?: number });
  /** A track of it. */
  track(): MediaStreamTrack;
  /** It falls silent; its tracks stay. */
  close(): void;
}

/** A device that does not exist. */
export interface FakeDevice {
  kind: "audioinput" | "videoinput" | "audiooutput";
  deviceId: string;
  groupId?: string;
  /** The id, if nothing else is said. */
  label?: string;
  facingMode?: "user" | "environment" | "left" | "right";
  /** The most that a camera can do, in pixels and frames per second: 640 × 480 and 30, if nothing else is said. */
  width?: number;
  height?: number;
  frameRate?: number;
}

/**
 * How the user, or the browser, answers: with what was asked for, with a `NotAllowedError`, with a stream without
 * tracks, with tracks that have ended already, or with an error of this name.
 */
export type Answer = "grant" | "deny" | "nothing" | "ended" | { name: string; constraint?: string };

/**
 * A stand-in for `navigator.mediaDevices` that does as it is told. Its tracks are real ones, which elements play. At
 * first it has no devices, and grants whatever is asked for.
 */
export class FakeMediaDevices extends EventTarget {
  /** The id of the screen that `getDisplayMedia` gives. */
  static readonly SCREEN: "screen";

  /** Connects a device; one of the same id is disconnected before that. */
  plug(device: FakeDevice): void;
  /** Disconnects a device: its tracks end. `false` if there is none of this id. */
  unplug(deviceId: string): boolean;
  /** Lets a device give nothing for now, or give again. */
  setMuted(deviceId: string, muted: boolean): void;
  /** Ends the tracks of a device, as the browser's own button does. */
  end(deviceId: string): void;
  /** Grants or refuses for good. Refusing ends what is live. */
  setPermission(name: "camera" | "microphone", state: PermissionState): void;
  /** Lets only one camera be open at a time, as on many phones. */
  oneCamera: boolean;
  /** Keeps requests until `respond` answers them, or grants them at once (`false`). */
  hold(hold?: boolean): void;
  /** How many requests are kept. */
  readonly pending: number;
  /** Answers the request that was kept first, or one by its place. `false` if there is none. */
  respond(answer?: Answer, place?: number): boolean;
  /** How many of all the tracks that it has given, and of their clones, are live. */
  liveTracks(): number;
  /**
   * Puts it in the place of `navigator.mediaDevices`, and of what `navigator.permissions` says of cameras and
   * microphones. What it returns puts the page's own back.
   */
  install(): () => void;

  // What pages call.
  ondevicechange: ((this: FakeMediaDevices, event: Event) => unknown) | null;
  enumerateDevices(): Promise<MediaDeviceInfo[]>;
  getSupportedConstraints(): MediaTrackSupportedConstraints;
  getUserMedia(constraints?: MediaStreamConstraints): Promise<MediaStream>;
  getDisplayMedia(options?: DisplayMediaStreamOptions): Promise<MediaStream>;
}
