//! The machine that runs a measurement.

use sysinfo::{CpuRefreshKind, RefreshKind, System};

/// Returns the name of the processor and its number of cores.
pub fn processor() -> (String, usize) {
    let system = System::new_with_specifics(RefreshKind::nothing().with_cpu(CpuRefreshKind::nothing()));
    let cpus = system.cpus();
    let brand = cpus.first().map(|cpu| cpu.brand().trim());
    (brand.unwrap_or("an unknown processor").to_owned(), cpus.len())
}
