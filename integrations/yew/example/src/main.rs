//! The camera in Yew.
#![forbid(unsafe_code)]

fn main() {}
