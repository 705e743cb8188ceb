//! Browser engines, their WebDriver servers, and sessions.

pub mod browser_page;
pub mod driver;
pub mod driver_commands;
pub mod engine;
pub mod install;
mod page_proxy;
pub mod webdriver;
pub mod webdriver_proxy;
