//! Which way a frame takes into a buffer, and the measurement that decides where several are possible.

use super::pixel_format::VideoPixelFormat;

/// How the format of a frame becomes that of the copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// The browser writes the requested format into the buffer.
    Browser,
    /// The browser writes the format of the frame, which Rust converts.
    Rust,
    /// The browser draws the frame to a canvas, whose pixels are copied. Firefox 153 draws faster than it converts.
    Canvas,
}

/// All routes. The first of equally fast ones is selected.
const ROUTES: [Route; 3] = [Route::Browser, Route::Rust, Route::Canvas];

/// Whether each route is possible, in the order of [`ROUTES`].
pub(super) type Routes = [bool; ROUTES.len()];

/// The time of the copies that are compared with others, in milliseconds. `performance.now()` has steps of up to 1 ms, so
/// the time of one copy may be 0.
const BATCH_TIME: f64 = 10.0;

/// How many batches of a route are timed. The fastest counts: the others may contain the work of other tasks.
const BATCHES: u32 = 4;

/// How many copies of a route are timed at most: the difference does not matter where they are so fast.
const MAX_COPIES: u32 = 200;

/// The format of a frame, and that of its copy.
pub(super) type Formats = [VideoPixelFormat; 2];

/// The timed copies of one route.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Timings {
    copies: u32,
    batches: u32,
    /// The current batch.
    batch: Batch,
    fastest: Option<Batch>,
}

/// A time in milliseconds, and the number of pixels that were copied in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Batch {
    time: f64,
    pixels: f64,
}

impl Batch {
    fn time_per_pixel(&self) -> f64 {
        self.time / self.pixels
    }
}

impl Timings {
    fn add(&mut self, time: f64, pixels: u32) {
        self.copies += 1;
        self.batch.time += time;
        self.batch.pixels += f64::from(pixels);
        if self.batch.time >= BATCH_TIME {
            self.batches += 1;
            let batch = std::mem::take(&mut self.batch);
            let is_slower = |fastest: &Batch| fastest.time_per_pixel() < batch.time_per_pixel();
            self.fastest = self.fastest.filter(is_slower).or(Some(batch));
        }
    }

    fn is_complete(&self) -> bool {
        self.copies >= MAX_COPIES || self.batches >= BATCHES
    }

    fn time_per_pixel(&self) -> f64 {
        self.fastest.unwrap_or(self.batch).time_per_pixel()
    }
}

/// Times the first copies of each route, and then selects the fastest one.
#[derive(Debug)]
pub(super) struct Measurement {
    /// The timed formats. A page has few.
    formats: Vec<(Formats, [Timings; ROUTES.len()])>,
}

impl Measurement {
    pub(super) const fn new() -> Self {
        Measurement { formats: Vec::new() }
    }

    /// Returns the next route for a copy between these formats, and whether it should be timed. `None` if no route is
    /// possible.
    pub(super) fn select(&self, formats: &Formats, possible: Routes) -> Option<(Route, bool)> {
        let known = self.formats.iter().find(|(known, _)| known == formats);
        let timings = known.map_or_else(Default::default, |(_, timings)| *timings);
        let timings = |route: &Route| timings[*route as usize];
        let routes = ROUTES.into_iter().filter(|route| possible[*route as usize]);
        let untimed = routes.clone().filter(|route| !timings(route).is_complete());
        let next = untimed.min_by_key(|route| timings(route).copies);
        if let Some(route) = next.filter(|_| routes.clone().count() > 1) {
            return Some((route, true));
        }
        let time = |route: &Route| timings(route).time_per_pixel();
        let fastest = routes.min_by(|one, other| time(one).total_cmp(&time(other)))?;
        Some((fastest, false))
    }

    /// Records a timed copy. The time of one that failed is infinite.
    pub(super) fn record(&mut self, formats: &Formats, route: Route, time: f64, pixels: u32) {
        let known = self.formats.iter().position(|(known, _)| known == formats);
        let at = known.unwrap_or_else(|| {
            self.formats.push((formats.clone(), Default::default()));
            self.formats.len() - 1
        });
        self.formats[at].1[route as usize].add(time, pixels);
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
#[allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]
mod tests {
    use super::*;
    use VideoPixelFormat::{Bgra, I420, Nv12, Rgba};

    const ALL: Routes = [true; 3];

    /// Copies until the measurement is complete. Returns the selected route and the number of timed copies of each one.
    fn measure(
        measurement: &mut Measurement,
        formats: &Formats,
        mut time: impl FnMut(Route, u32) -> f64,
    ) -> (Route, [u32; 3]) {
        let mut copies = [0; 3];
        for _ in 0..1000 {
            let (route, is_timed) = measurement.select(formats, ALL).expect("a route");
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
    fn the_fastest_route_is_selected() {
        let mut measurement = Measurement::new();
        let formats = [[I420, Rgba], [Nv12, Rgba], [I420, Bgra]];
        // A busy machine: one batch of each route is undisturbed.
        let busy = |times: [f64; 3]| {
            move |route, copy| times[route as usize] + if copy == 2 { 0.0 } else { 100.0 * f64::from(copy) }
        };
        for (formats, times, expected) in [
            (&formats[0], [50.0, 20.0, 30.0], Route::Rust),
            (&formats[1], [12.0, 16.0, 14.0], Route::Browser),
            (&formats[2], [50.0, 20.0, 10.0], Route::Canvas),
        ] {
            assert_eq!(
                measure(&mut measurement, formats, busy(times)),
                (expected, [4; 3])
            );
        }
        let routes = [ALL, [true, false, true], [true, false, false], [false; 3]];
        let selected = routes.map(|routes| measurement.select(&formats[0], routes));
        let expected = [Route::Rust, Route::Canvas, Route::Browser].map(|route| Some((route, false)));
        assert_eq!(selected[..3], expected, "of the possible ones");
        assert_eq!(selected[3], None);
    }

    /// The times of small frames are sums of steps of the clock.
    #[test]
    fn a_coarse_clock_selects_the_fastest_route() {
        for (times, expected) in [
            ([0.4, 0.3, 0.5], Route::Rust),
            ([0.3, 0.4, 0.5], Route::Browser),
            ([0.5, 0.4, 0.3], Route::Canvas),
        ] {
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
        assert_eq!(copies, [MAX_COPIES; 3]);
    }

    #[test]
    fn a_route_that_always_fails_is_not_selected() {
        let fails = |route, _| {
            if route == Route::Browser {
                f64::INFINITY
            } else {
                20.0
            }
        };
        let (route, copies) = measure(&mut Measurement::new(), &[I420, Rgba], fails);
        assert_eq!((route, copies), (Route::Rust, [4; 3]));

        let fails_once = |route, copy| match route {
            Route::Browser if copy == 1 => f64::INFINITY,
            Route::Browser => 10.0,
            _ => 20.0,
        };
        let (route, _) = measure(&mut Measurement::new(), &[I420, Rgba], fails_once);
        assert_eq!(route, Route::Browser);
    }

    #[test]
    fn the_only_route_is_not_timed() {
        let measurement = Measurement::new();
        let only_rust = [false, true, false];
        assert_eq!(
            measurement.select(&[I420, Rgba], only_rust),
            Some((Route::Rust, false))
        );
    }
}
