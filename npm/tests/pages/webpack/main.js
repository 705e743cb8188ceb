import * as api from "local-media-stream";
import * as full from "local-media-stream/full";
import * as shim from "local-media-stream/legacy";
import { check } from "../check.js";

check(api, shim, full, {
  // The entry for bundlers that import wasm as a module.
  async "the entry `/bundler` works"() {
    const { getUserMedia } = await import("local-media-stream/bundler");
    const stream = await getUserMedia({ video: true });
    stream.stop();
    if (stream.active) throw new Error("the stream is active after stop()");
  },
});
