import type { MediaErrorKind } from "./index.js";
export { describeError, errorHelp, errorKind, init } from "./index.js";
export type { MediaErrorKind };

/** The options of `grabFrame`. */
export interface FrameOptions {
  /** The time after which the operation fails with a `TimeoutError`, in milliseconds. @default 10000 */
  timeoutMs?: number | undefined;
}

/** The options of `takePhoto`. The camera and the browser select those that are absent. */
export interface PhotoOptions extends FrameOptions {
  /**
   * The width of the photo, in pixels. If only one of width and height is present, the other one follows from the aspect
   * ratio of the picture. If both are, the picture is cropped at its edges.
   */
  width?: number | undefined;
  /** The height of the photo, in pixels. */
  height?: number | undefined;
  /** The use of the flash. Rejects with a `NotSupportedError` for `"flash"` without one. */
  fillLightMode?: "auto" | "off" | "flash" | undefined;
  /** Whether the camera reduces red eyes. Ignored if the camera has no choice. */
  redEyeReduction?: boolean | undefined;
  /** The format of the file. By default, the camera's own, and JPEG where the photo is a video frame. */
  format?: "image/png" | "image/jpeg" | "image/webp" | undefined;
  /** The quality of JPEG or WebP, from 0 to 1. */
  quality?: number | undefined;
  /** Whether the photo is mirrored horizontally. @default false */
  mirrored?: boolean | undefined;
}

/** A photo. */
export interface Photo {
  /** The file. Its `type` is the format, which is PNG if the browser cannot encode the requested one. */
  blob: Blob;
  /** The width, in pixels. */
  width: number;
  /** The height, in pixels. */
  height: number;
}

/**
 * Takes a photo with the camera of a video track: by `ImageCapture` where the browser has it, and from the video elsewhere.
 * A muted track, or one that has not started, is waited for. If the photo changes the settings of the track, its constraints
 * are applied again.
 *
 * Rejects with a `TypeError` for invalid arguments and audio tracks, an `InvalidStateError` for a track that has ended (also
 * meanwhile) or is disabled, a `TimeoutError` if the track delivers no picture, a `NotSupportedError` for a
 * flash that the camera lacks and where the browser has no `OffscreenCanvas`, and as `init`.
 */
export function takePhoto(track: MediaStreamTrack, options?: PhotoOptions): Promise<Photo>;

/**
 * Returns the current frame of a video track. Call its `close()` after use. Rejects as `takePhoto`, except for a flash and
 * for the lack of `OffscreenCanvas`.
 */
export function grabFrame(track: MediaStreamTrack, options?: FrameOptions): Promise<ImageBitmap>;
