// A script without exports: it installs the shim.
export {};
