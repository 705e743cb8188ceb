//! Processes, tools, builds and the web server. Imports no other folder of xtask.

pub mod esbuild;
pub mod examples;
pub mod files;
pub mod frameworks;
pub mod npm_package;
pub mod process;
pub mod project;
pub mod shim;
pub mod tools;
pub mod wasm_build;
pub mod web_server;
