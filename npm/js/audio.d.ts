import type { MediaErrorKind } from "./index.js";
import type { TypedEventTarget } from "./typed_event_target.js";
export { describeError, errorHelp, errorKind, init } from "./index.js";
export type { MediaErrorKind };

/**
 * Sets the URL from which the application serves the file of the worklet, `local-media-stream/audio/worklet`. It applies to
 * each watch that is created afterwards. Throws a `TypeError` for another value than a string or a URL.
 *
 * By default, the file is loaded from the package. Where a bundler has not copied it, it is loaded from a `blob:` URL.
 */
export function setWorkletUrl(url: string | URL): void;

/** How loud a channel is during an interval. */
export interface ChannelLevel {
  /** The largest absolute value of a sample. 1 is full scale. */
  readonly peak: number;
  /** The square root of the mean square of the samples. 0.707 for a sine of full scale. */
  readonly rms: number;
  /** The peak in decibels relative to full scale: 0 for 1, `-Infinity` for 0. */
  readonly peakDbfs: number;
  /** The RMS in decibels relative to full scale: −3.01 for a sine of full scale, `-Infinity` for silence. */
  readonly rmsDbfs: number;
  /** The number of samples at full scale. Sound that is too loud for the device is distorted there. */
  readonly clipped: number;
}

/** How loud a track is during an interval. The values beside `channels` are the largest ones of the channels. */
export interface Level {
  /** The channels: at least one. */
  readonly channels: readonly ChannelLevel[];
  /** The largest absolute value of a sample. 1 is full scale. */
  readonly peak: number;
  /** The square root of the mean square of the samples. */
  readonly rms: number;
  /** The peak in decibels relative to full scale. */
  readonly peakDbfs: number;
  /** The RMS in decibels relative to full scale. */
  readonly rmsDbfs: number;
  /** Whether any sample is at full scale. */
  readonly isClipping: boolean;
  /** The start of the interval, in seconds from the start of the watch. */
  readonly timestamp: number;
}

/** The options of `LevelWatch.create`. */
export interface LevelOptions {
  /** The time that each level covers, from 10 to 10,000 milliseconds. @default 50 */
  intervalMs?: number | undefined;
  /** The peak, in dBFS, up to which the sound is silence. @default -80 */
  silenceDbfs?: number | undefined;
  /** The duration of silence that is reported, in milliseconds. @default 5000 */
  silenceAfterMs?: number | undefined;
  /**
   * The time without levels, in addition to `intervalMs`, after which an `error` event has a `TimeoutError`, in
   * milliseconds. @default 5000
   */
  timeoutMs?: number | undefined;
}

/** The options of `VoiceWatch.create`. Each 16 ms of sound have a score from 0 to 1. */
export interface VoiceOptions {
  /** The score at which speech starts, from 0 to 1. @default 0.7 */
  startThreshold?: number | undefined;
  /** The score below which speech ends, from 0 to `startThreshold`. @default 0.5 */
  endThreshold?: number | undefined;
  /** For how long the score must be high before speech starts, from 0 to 10,000 milliseconds. @default 64 */
  minSpeechMs?: number | undefined;
  /** For how long the score must be low before speech ends, from 0 to 60,000 milliseconds. @default 500 */
  hangOverMs?: number | undefined;
  /** The time without sound after which an `error` event has a `TimeoutError`, in milliseconds. @default 5000 */
  timeoutMs?: number | undefined;
}

/** The event of a level. */
export interface LevelEvent extends Event {
  readonly type: "level";
  readonly level: Level;
}

/** The event of the start or the end of speech. */
export interface SpeechEvent extends Event {
  readonly type: "speechstart" | "speechend";
  /** The time in the sound, in seconds from the start of the watch. It is earlier than the event. */
  readonly at: number;
}

/** The event of an error. */
export interface SoundErrorEvent extends Event {
  readonly type: "error";
  /**
   * - `TimeoutError`: no sound has arrived, for example because the user has not clicked on the page yet. The watch
   *   continues when there is sound.
   * - `SecurityError`: the browser did not load the file of the worklet. See `setWorkletUrl`.
   * - `InvalidStateError`: code of the page has closed the context.
   */
  readonly error: DOMException | Error;
}

/** A watch of the sound of a track. It is active until it is closed or the track ends. */
declare class SoundWatch<Events extends Record<string, Event>> extends TypedEventTarget<Events> {
  protected constructor();

  /**
   * The context that processes the sound, shared by all watches of the same sample rate. Browsers run it after a user
   * gesture, or while the page captures a microphone (Firefox, Safari): `context.state` is `"suspended"` before. It resumes
   * itself at the first click, key press or touch. `context.resume()`, called in a click, resolves when it runs.
   *
   * Do not close it: it is closed with its last watch.
   */
  readonly context: AudioContext;
  /** Ends the watch: no events are dispatched afterwards. The track stays live. */
  close(): void;
  /** Closes the watch: `using watch = await LevelWatch.create(track)` closes it at the end of the block. */
  [Symbol.dispose](): void;
}

/**
 * The level of an audio track, measured in an AudioWorklet.
 *
 * Events:
 * - `level`: the level of an interval.
 * - `silencestart`: the track has been silent for `silenceAfterMs`, although it is live, unmuted and enabled. The microphone
 *   may be switched off. Noise suppression silences a quiet room, too.
 * - `silenceend`: there is sound again, or a reason for the silence.
 * - `error`: see `SoundErrorEvent`.
 * - `ended`: the track has ended, or the error was not a `TimeoutError`. The watch is closed.
 */
export class LevelWatch extends SoundWatch<{
  level: LevelEvent;
  silencestart: Event;
  silenceend: Event;
  error: SoundErrorEvent;
  ended: Event;
}> {
  /**
   * Loads the wasm module and the worklet, and starts to measure. Rejects with a `TypeError` for invalid arguments and video
   * tracks, with a `NotSupportedError` where there is no AudioWorklet (on insecure pages), and as `init`.
   */
  static create(track: MediaStreamTrack, options?: LevelOptions): Promise<LevelWatch>;

  /** The newest level. `null` before the first one. */
  readonly latest: Level | null;
}

/**
 * The start and the end of speech in an audio track, detected by a neural network in the page. No sound leaves the page.
 *
 * Events:
 * - `speechstart` and `speechend` alternate. Speech ends when the track ends.
 * - `error`: see `SoundErrorEvent`.
 * - `ended`: the track has ended, or the error was not a `TimeoutError`. The watch is closed.
 */
export class VoiceWatch extends SoundWatch<{
  speechstart: SpeechEvent;
  speechend: SpeechEvent;
  error: SoundErrorEvent;
  ended: Event;
}> {
  /** Loads the wasm module and the worklet, and starts to detect speech. Rejects as `LevelWatch.create`. */
  static create(track: MediaStreamTrack, options?: VoiceOptions): Promise<VoiceWatch>;

  /** Whether the last event of speech was `speechstart`. */
  readonly isSpeech: boolean;
}
