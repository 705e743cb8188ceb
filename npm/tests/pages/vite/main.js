import * as api from "local-media-stream";
import * as full from "local-media-stream/full";
import * as shim from "local-media-stream/legacy";
import { check } from "../check.js";

check(api, shim, full);
