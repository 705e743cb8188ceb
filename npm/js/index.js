// The main entry: getUserMedia and errors.
export { describeError, errorHelp, errorKind } from "./errors.js";
export { LocalMediaStream } from "./local_media_stream.js";
export { getUserMedia, init } from "./main_module.js";
