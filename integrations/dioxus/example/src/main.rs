//! The camera in Dioxus.
#![forbid(unsafe_code)]

fn main() {}
