//! Browser engines, their WebDriver servers, sessions, and pages.

pub mod browser_page;
pub mod driver;
mod driver_commands;
pub mod engine;
pub mod install;
pub mod webdriver;
