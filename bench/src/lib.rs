//! The same work in two ways; the third, hand-written JavaScript, is in page/hand_written.js. Each is written as people
//! write it who know their tool. What is quick is done `times` times in a call, so that a clock of milliseconds will do.
#![forbid(unsafe_code)]

mod this_crate;
mod web_sys_alone;
mod with_serde;
