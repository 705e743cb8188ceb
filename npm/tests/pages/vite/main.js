import * as api from "local-media-stream";
import * as shim from "local-media-stream/legacy";
import { check } from "../check.js";

check(api, shim);
