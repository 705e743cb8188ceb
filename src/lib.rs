//! The camera, the microphone and the screen.
#![forbid(unsafe_code)]
