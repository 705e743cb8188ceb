// The values and types that the code blocks of the documentation use without a declaration.
declare const describeError: typeof import("local-media-stream").describeError;
declare const getUserMedia: typeof import("local-media-stream").getUserMedia;
declare const error: unknown;
declare const stream: MediaStream;
declare const track: MediaStreamTrack;
declare const video: HTMLVideoElement;
declare const hint: HTMLElement;
declare const meter: HTMLMeterElement;
declare const capture: import("local-media-stream/full").Capture;
declare const constraints: MediaTrackConstraints;
declare function show(...values: unknown[]): void;
declare function choose(...lists: (readonly unknown[])[]): void;

// Test runners.
declare function test(name: string, run: () => Promise<void>): void;
declare function expect(value: unknown): { toBe(expected: unknown): void };

// Chromium.
declare function showSaveFilePicker(options: { suggestedName: string }): Promise<FileSystemFileHandle>;

// An element of the page, with the properties of the kind that the selector selects.
interface ParentNode {
  querySelector(selector: string): any;
}

declare module "node:util" {
  const TextDecoder: unknown;
  const TextEncoder: unknown;
}

// Vite.
declare module "*?url" {
  const url: string;
  export default url;
}
