// A script without exports: it defines the aliases.
export {};
