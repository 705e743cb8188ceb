//! The whole milliseconds of a duration, as timers take them.

use std::time::Duration;

/// Returns the milliseconds, at most `u32::MAX`.
pub(crate) fn milliseconds(duration: Duration) -> u32 {
    let max = u64::from(u32::MAX);
    // Limits the seconds first: `as_millis` would link a multiplication of 128 bits.
    let milliseconds = duration.as_secs().min(max) * 1_000 + u64::from(duration.subsec_millis());
    milliseconds.min(max) as u32
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;

    #[test]
    fn long_durations_are_limited() {
        for (duration, expected) in [
            (Duration::from_micros(1_999), 1),
            (Duration::from_millis(4_294_967_295), u32::MAX),
            (Duration::from_secs(5_000_000), u32::MAX),
            (Duration::MAX, u32::MAX),
        ] {
            assert_eq!(milliseconds(duration), expected);
        }
    }
}
