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

/// The total time of a route after which it is compared, in milliseconds. `performance.now()` has steps of up to 1 ms, so
/// the time of one copy may be 0.
const ENOUGH_TIME: f64 = 20.0;

/// How many copies of a route are timed at least. The slowest is not counted: it may contain the work of other tasks.
const MIN_COPIES: u32 = 4;

/// How many copies of a route are timed at most: the difference does not matter where they are so fast.
const MAX_COPIES: u32 = 200;

/// The format of a frame, and that of its copy.
pub(super) type Formats = [VideoPixelFormat; 2];

/// The timed copies of one route.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Timings {
    copies: u32,
    sum: Sample,
    slowest: Sample,
}

/// A time in milliseconds, and the number of pixels that were copied in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sample {
    time: f64,
    pixels: f64,
}

impl Timings {
    fn add(&mut self, sample: Sample) {
        self.copies += 1;
        self.sum.time += sample.time;
        self.sum.pixels += sample.pixels;
        if sample.time >= self.slowest.time {
            self.slowest = sample;
        }
    }

    fn is_complete(&self) -> bool {
        let time = self.sum.time - self.slowest.time;
        self.copies >= MAX_COPIES || (self.copies >= MIN_COPIES && time >= ENOUGH_TIME)
    }

    fn time_per_pixel(&self) -> f64 {
        (self.sum.time - self.slowest.time) / (self.sum.pixels - self.slowest.pixels)
    }
}

/// Times the first copies of each route, and then selects the faster one.
#[derive(Debug)]
pub(super) struct Measurement {
    /// The timed formats. A page has few.
    formats: Vec<(Formats, [Timings; 2])>,
}

impl Measurement {
    pub(super) const fn new() -> Self {
        Measurement { formats: Vec::new() }
    }

    /// Returns the next route for a copy between these formats, and whether it should be timed.
    pub(super) fn select(&self, formats: &Formats) -> (Route, bool) {
        let known = self.formats.iter().find(|(known, _)| known == formats);
        let [browser, rust] = known.map_or([Timings::default(); 2], |(_, timings)| *timings);
        let is_turn_of_rust = browser.is_complete() || rust.copies < browser.copies;
        if !rust.is_complete() && is_turn_of_rust {
            return (Route::Rust, true);
        }
        if !browser.is_complete() {
            return (Route::Browser, true);
        }
        let route = if rust.time_per_pixel() < browser.time_per_pixel() {
            Route::Rust
        } else {
            Route::Browser
        };
        (route, false)
    }

    /// Records a timed copy.
    pub(super) fn record(&mut self, formats: &Formats, route: Route, time: f64, pixels: u32) {
        let known = self.formats.iter().position(|(known, _)| known == formats);
        let at = known.unwrap_or_else(|| {
            self.formats.push((formats.clone(), Default::default()));
            self.formats.len() - 1
        });
        self.formats[at].1[route as usize].add(Sample {
            time,
            pixels: f64::from(pixels),
        });
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
#[allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]
mod tests {
    use super::*;
    use VideoPixelFormat::{Bgra, I420, Nv12, Rgba};

    /// Copies until the measurement is complete. Returns the selected route and the number of timed copies of each one.
    fn measure(
        measurement: &mut Measurement,
        formats: &Formats,
        mut time: impl FnMut(Route, u32) -> f64,
    ) -> (Route, [u32; 2]) {
        let mut copies = [0; 2];
        for _ in 0..1000 {
            let (route, is_timed) = measurement.select(formats);
            if !is_timed {
                return (route, copies);
            }
            let copy = &mut copies[route as usize];
            measurement.record(formats, route, time(route, *copy), 10);
            *copy += 1;
        }
        panic!("the measurement does not end");
    }

    #[test]
    fn the_faster_route_is_selected() {
        let mut measurement = Measurement::new();
        let formats = [[I420, Rgba], [Nv12, Rgba], [I420, Bgra]];
        // One slow copy of a route decides nothing.
        let times = |browser, rust| {
            move |route, copy| match route {
                Route::Browser => browser,
                Route::Rust if copy == 0 => rust + 100.0,
                Route::Rust => rust,
            }
        };
        for (formats, times, expected) in [
            (&formats[0], times(50.0, 20.0), (Route::Rust, [4, 4])),
            (&formats[1], times(8.0, 16.0), (Route::Browser, [4, 4])),
            (&formats[2], times(4.0, 2.0), (Route::Rust, [6, 11])),
        ] {
            assert_eq!(measure(&mut measurement, formats, times), expected);
        }
        assert_eq!(measurement.select(&formats[0]), (Route::Rust, false));
    }

    /// The times of small frames are sums of steps of the clock.
    #[test]
    fn a_coarse_clock_selects_the_faster_route() {
        for (times, expected) in [([0.4, 0.3], Route::Rust), ([0.3, 0.4], Route::Browser)] {
            let mut clock = 0.0f64;
            let time = |route, _| {
                let begin = clock.floor();
                clock += times[route as usize];
                clock.floor() - begin
            };
            let (route, copies) = measure(&mut Measurement::new(), &[I420, Rgba], time);
            assert_eq!(route, expected);
            assert!(copies.iter().all(|copies| *copies > 20), "{copies:?}");
        }
        let (_, copies) = measure(&mut Measurement::new(), &[I420, Rgba], |_, _| 0.0);
        assert_eq!(copies, [MAX_COPIES; 2]);
    }

    #[test]
    fn failed_copies_of_one_route_do_not_select_the_other() {
        // A copy that fails is not recorded, so its route is tried again.
        let measurement = Measurement::new();
        let formats = [I420, Rgba];
        assert_eq!(measurement.select(&formats), (Route::Browser, true));
        assert_eq!(measurement.select(&formats), (Route::Browser, true));
    }
}
