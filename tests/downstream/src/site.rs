//! The Rust code that the pages of `www` show.

#[path = "../../../www/rust/call.rs"]
pub mod call;
#[path = "../../../www/rust/camera.rs"]
pub mod camera;
#[path = "../../../www/rust/constraint_types.rs"]
pub mod constraint_types;
#[path = "../../../www/rust/constraints.rs"]
pub mod constraints;
#[path = "../../../www/rust/open.rs"]
pub mod open;
#[path = "../../../www/rust/photo.rs"]
pub mod photo;
#[path = "../../../www/rust/recorder.rs"]
pub mod recorder;
#[path = "../../../www/rust/screen.rs"]
pub mod screen;
#[path = "../../../www/rust/sound.rs"]
pub mod sound;
