//! The camera in Leptos.
#![forbid(unsafe_code)]

fn main() {}
