// A script for its effect: it installs the shim.
export {};
