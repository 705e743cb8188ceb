//! The machine on which something is measured.

use sysinfo::{CpuRefreshKind, RefreshKind, System};

/// What the processor is called, and how many cores it has.
pub fn processor() -> (String, usize) {
    let system = System::new_with_specifics(RefreshKind::nothing().with_cpu(CpuRefreshKind::nothing()));
    let cpus = system.cpus();
    let brand = cpus.first().map(|cpu| cpu.brand().trim());
    (brand.unwrap_or("an unknown processor").to_owned(), cpus.len())
}
