//! Processes, tools, builds and the HTTP server. Imports no other folder of xtask.

pub mod esbuild;
pub mod examples;
pub mod files;
pub mod frameworks;
pub mod http_server;
pub mod machine;
pub mod npm_package;
pub mod process;
pub mod project;
pub mod shim;
pub mod site;
pub mod tools;
pub mod wasm_build;
