import type { MediaErrorKind } from "./index.js";
import type { TypedEventTarget } from "./typed_event_target.js";
export { describeError, errorHelp, errorKind, init } from "./index.js";
export type { MediaErrorKind };

/** A `Capture` of `local-media-stream/full`, or another object that replaces its tracks and dispatches `change` then. */
export interface CaptureSource extends EventTarget {
  readonly stream: MediaStream | null;
}

/**
 * The destination of a recording. Each call waits for the result of the previous one. Meanwhile, the browser keeps the
 * data. The first error ends the recording: nothing is written after it. `finish` is called in any case. `Recorder.stop`
 * waits for all calls.
 */
export interface RecordingSink {
  /** Appends data to the file. It is never empty. */
  write(data: Blob): unknown;
  /** Replaces bytes at an offset. They were written before. */
  patch(offset: number, bytes: Uint8Array & { readonly buffer: ArrayBuffer }): unknown;
  /** Completes the file of this MIME type. Returns it if it is available as a blob. */
  finish(mimeType: string): Blob | null | void | PromiseLike<Blob | null | void>;
}

/**
 * A recording in the origin-private file system, which survives a crash of the page. Chromium, Firefox and Safari 26.
 *
 * Each part is a separate file, complete when the next part is written. If the page crashes, `Recorder.recover` returns
 * all but the last part. The blob of a `Recording` refers to these files: remove them when it is no longer needed.
 *
 * All methods reject with a `NotSupportedError` if the browser has no such file system.
 */
export class OpfsSink {
  /**
   * Resolves with a sink for one recording of this name, such as a date. The first data replaces an earlier recording of
   * the same name.
   *
   * Rejects with an `InvalidStateError` if a recorder writes a recording of this name, also in another tab, and with a
   * `TypeError` if the name is not valid for a file. The name is in use until the recording ends, or the sink is
   * garbage-collected.
   */
  static create(name: string): Promise<OpfsSink>;

  /**
   * Resolves with the names of all recordings, such as those that a crash has interrupted. It includes recordings in
   * progress, also of other tabs.
   */
  static names(): Promise<string[]>;

  /**
   * Removes the files of a recording. Rejects with a `NotFoundError` if there is none of this name, and with an
   * `InvalidStateError` if a recorder writes it, also in another tab.
   */
  static remove(name: string): Promise<void>;

  private constructor();

  readonly name: string;
}

/** The options of a `Recorder`. The browser selects those that are absent. */
export interface RecorderOptions {
  /**
   * The preferred MIME types, as `Recorder.supportedTypes()` returns them. The first one that the browser supports is
   * recorded. By default all, in the order of `Recorder.supportedTypes()`.
   */
  types?: string[] | undefined;
  /** The bitrate of the audio, in bits per second. */
  audioBitsPerSecond?: number | undefined;
  /** The bitrate of the video, in bits per second. */
  videoBitsPerSecond?: number | undefined;
  /** The bitrate mode of the audio. Chromium only. */
  audioBitrateMode?: "constant" | "variable" | undefined;
  /** The maximum time between two key frames, in milliseconds. Players seek to key frames. Chromium only. */
  keyFrameIntervalMs?: number | undefined;
  /** The length of the parts in which the data is written, in milliseconds: at least 1. @default 1000 */
  timesliceMs?: number | undefined;
  /**
   * The destination. By default a `Blob`, which the browser owns.
   *
   * A `FileSystemWritableFileStream`, such as of a file that the user has selected, is closed at the end. Browsers write
   * to a temporary file until then: the data of a page that crashes is lost, and that of a stream that fails.
   *
   * A sink is for one recorder. A recorder of an `OpfsSink` that was used throws an `InvalidStateError`.
   */
  sink?: OpfsSink | FileSystemWritableFileStream | RecordingSink | undefined;
}

/** The state of a `Recorder`. */
export type RecorderState =
  /** Not started. */
  | "idle"
  | "recording"
  | "paused"
  /** Stopped. The last data is being written. */
  | "stopping"
  /** The recording is complete, or failed. */
  | "stopped";

/** A part of a recording without a track of a kind: between the loss of a device and its recovery. */
export interface Gap {
  kind: "audio" | "video";
  /** The begin, in seconds from the start of the recording. */
  start: number;
  /** The length, in seconds. */
  duration: number;
}

/** A complete recording. */
export interface Recording {
  /** The file. `null` if the sink stores it elsewhere. */
  blob: Blob | null;
  /** The number of bytes. */
  size: number;
  /** The container and the codecs, such as `video/webm;codecs=vp8,opus`. */
  mimeType: string;
  /** The duration, in seconds. After an error of the sink, the time of the last written frame. */
  duration: number;
  /** The times without a device, in order of their ends. */
  gaps: Gap[];
  /**
   * The error that ended the recording. The file is complete up to there. After an error of the sink, a WebM file has
   * neither duration nor index.
   */
  error: Error | null;
}

/** The event of a new state. */
export interface RecorderStateEvent extends Event {
  readonly type: "statechange";
  readonly state: RecorderState;
}

/** The event of a written part. The parts in their order are a file that plays, without duration and index. */
export interface ChunkEvent extends Event {
  readonly type: "chunk";
  /** The data. Never empty. */
  readonly blob: Blob;
  /** The position of the begin in the recording, in seconds. */
  readonly timecode: number;
  /** The length, in seconds. That of the last frame of WebM data is part of the next chunk, or of the index at the end. */
  readonly duration: number;
}

/**
 * A recorder of a stream or of a `Capture`, which writes one file.
 *
 * A recording of a capture continues while its devices are switched, lost and recovered. Only the time without a device
 * is missing: `gaps` lists it. WebM and Matroska files have a duration and an index. Other containers cannot continue
 * with another track: such a recording ends with an `InvalidModificationError` in `Recording.error`. A plain stream ends
 * with it when a track is added or removed. The file is complete up to there.
 *
 * Events: `statechange` (with the state) and `chunk`.
 */
export class Recorder extends TypedEventTarget<{ statechange: RecorderStateEvent; chunk: ChunkEvent }> {
  /** Loads the wasm module and creates a recorder. Rejects as the constructor and `init`. */
  static create(source: MediaStream | CaptureSource, options?: RecorderOptions): Promise<Recorder>;

  /**
   * Resolves with the recording that an `OpfsSink` of this name has written, also if the page crashed meanwhile. The last
   * timeslice is missing, and what the sink had not written yet. `OpfsSink.names` resolves with the names.
   *
   * The blob refers to the files of the sink: `OpfsSink.remove` them when it is no longer needed. The gaps are unknown, and
   * `mimeType` has no codecs. Rejects with a `NotFoundError` if there is no recording of this name, with a
   * `NotReadableError` if it is empty, with a `TypeError` if it is neither WebM nor Matroska, and with a
   * `NotSupportedError` if the browser has no origin-private file system.
   */
  static recover(name: string): Promise<Recording>;

  /**
   * Returns the MIME types that the browser records, in the order in which a recorder tries them. Those with video are
   * first. Throws an `InvalidStateError` if the wasm module is not loaded.
   */
  static supportedTypes(): string[];

  /**
   * Creates a recorder, which records nothing yet. Throws an `InvalidStateError` if the wasm module is not loaded, a
   * `TypeError` for invalid arguments, and a `NotSupportedError` if `types` contains no supported type.
   */
  constructor(source: MediaStream | CaptureSource, options?: RecorderOptions);

  readonly state: RecorderState;
  /** The recorded time in seconds, without pauses. It includes the gaps. */
  readonly position: number;
  /** The container and the codecs that are recorded. Empty before the start. */
  readonly mimeType: string;
  /** The gaps that have ended so far. */
  readonly gaps: Gap[];

  /**
   * Starts the recording. A recorder writes one file: create another one for the next. Throws an `InvalidStateError` if
   * no track is live or the recorder was already started, a `NotSupportedError` if the browser supports none of the
   * types, and a `SecurityError` if a track is isolated from the page.
   */
  start(): void;

  /** Pauses the recording. A no-op if it is paused. Throws an `InvalidStateError` if it is not recording. */
  pause(): void;

  /** Continues the recording with the current tracks. A no-op if it is not paused. Throws an `InvalidStateError` if it is not recording. */
  resume(): void;

  /**
   * Stops the recording before it returns, and resolves with the file. Each further call returns the same result, also
   * of a recording that has ended without a call. Rejects with an `InvalidStateError` if the recorder was not started,
   * with a `NotReadableError` if the browser delivered no data, as WebKitGTK does, and with the error of the sink if it
   * cannot complete the file.
   */
  stop(): Promise<Recording>;
}
