// The options of the last `install()`. Streams of the shim depend on them even after `uninstall()`.
export const settings = {};
