//! Which way a frame takes into a buffer, and the measurement that decides where two are possible.

use super::pixel_format::VideoPixelFormat;

/// How the format of a frame becomes that of the copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// The browser writes the requested format into the buffer.
    Browser,
    /// The browser writes the format of the frame, which Rust converts.
    Rust,
}

/// How many copies of each route are timed. The fastest counts: others contain the work of other tasks.
const TIMED: usize = 4;

/// The measurements of one format.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Timings {
    count: usize,
    /// The shortest time for each pixel.
    best: f64,
}

const NONE: Timings = Timings {
    count: 0,
    best: f64::INFINITY,
};

/// Times the first copies of each route, and then selects the faster one.
#[derive(Debug)]
pub(super) struct Measurement {
    /// The timed formats of frames. A page has few.
    formats: Vec<(VideoPixelFormat, [Timings; 2])>,
}

impl Measurement {
    pub(super) const fn new() -> Self {
        Measurement { formats: Vec::new() }
    }

    /// Returns the next route for a frame of this format, and whether it should be timed.
    pub(super) fn select(&self, format: &VideoPixelFormat) -> (Route, bool) {
        let [browser, rust] = self.timings(format);
        if rust.count < TIMED.min(browser.count) {
            return (Route::Rust, true);
        }
        if browser.count < TIMED {
            return (Route::Browser, true);
        }
        let route = if rust.best < browser.best {
            Route::Rust
        } else {
            Route::Browser
        };
        (route, false)
    }

    /// Records a timed copy.
    pub(super) fn record(&mut self, format: &VideoPixelFormat, route: Route, time: f64, pixels: u32) {
        let known = self.formats.iter().position(|(known, _)| known == format);
        let at = known.unwrap_or_else(|| {
            self.formats.push((format.clone(), [NONE; 2]));
            self.formats.len() - 1
        });
        let timings = &mut self.formats[at].1[route as usize];
        timings.count += 1;
        timings.best = timings.best.min(time / f64::from(pixels));
    }

    fn timings(&self, format: &VideoPixelFormat) -> [Timings; 2] {
        let known = self.formats.iter().find(|(known, _)| known == format);
        known.map_or([NONE; 2], |(_, timings)| *timings)
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
#[allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Copies until the measurement is complete. Returns the selected route and the number of timed copies.
    fn measure(measurement: &mut Measurement, format: &VideoPixelFormat, times: [f64; 2]) -> (Route, usize) {
        for copies in 0..100 {
            let (route, is_timed) = measurement.select(format);
            if !is_timed {
                return (route, copies);
            }
            // One slow copy of each route decides nothing.
            let delay = if copies < 2 { 100.0 } else { 0.0 };
            measurement.record(format, route, times[route as usize] + delay, 10);
        }
        panic!("the measurement does not end");
    }

    #[test]
    fn the_faster_route_is_selected() {
        let mut measurement = Measurement::new();
        let formats = [VideoPixelFormat::I420, VideoPixelFormat::Nv12];
        assert_eq!(
            measure(&mut measurement, &formats[0], [5.0, 2.0]),
            (Route::Rust, 2 * TIMED)
        );
        assert_eq!(
            measure(&mut measurement, &formats[1], [1.0, 2.0]),
            (Route::Browser, 2 * TIMED)
        );
        assert_eq!(measurement.select(&formats[0]), (Route::Rust, false));
    }

    #[test]
    fn failed_copies_of_one_route_do_not_select_the_other() {
        // A copy that fails is not recorded, so its route is tried again.
        let measurement = Measurement::new();
        assert_eq!(
            measurement.select(&VideoPixelFormat::I420),
            (Route::Browser, true)
        );
        assert_eq!(
            measurement.select(&VideoPixelFormat::I420),
            (Route::Browser, true)
        );
    }
}
