//! Sound with this crate.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use local_media_stream::audio::{AudioContext, Level, LevelOptions, SampleOptions};
use local_media_stream::{MediaError, MediaStreamTrack};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// The context of the crate, which the other variants use too.
#[wasm_bindgen]
pub struct CrateContext(AudioContext);

#[wasm_bindgen]
impl CrateContext {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<CrateContext, MediaError> {
        Ok(CrateContext(AudioContext::shared()?))
    }

    #[wasm_bindgen(getter)]
    pub fn context(&self) -> JsValue {
        self.0.as_web_sys().into()
    }
}

/// Counts blocks of samples in a task, and adds their delays: the first sample of a block is its time in milliseconds after
/// `origin`.
#[wasm_bindgen]
pub struct CrateSamples {
    counts: Rc<Counts>,
}

#[derive(Default)]
struct Counts {
    blocks: Cell<u32>,
    delays: Cell<f64>,
}

#[wasm_bindgen]
impl CrateSamples {
    #[wasm_bindgen(constructor)]
    pub fn new(
        track: web_sys::MediaStreamTrack,
        block: u32,
        origin: f64,
    ) -> Result<CrateSamples, MediaError> {
        let track = MediaStreamTrack::from(track);
        let mut samples = track.samples(&SampleOptions::new().block(block))?;
        let counts = Rc::new(Counts::default());
        let weak = Rc::downgrade(&counts);
        spawn_local(async move {
            while let (Some(Ok(block)), Some(counts)) = (samples.next().await, weak.upgrade()) {
                let time = block.samples().first().copied().map_or(0.0, f64::from);
                counts.blocks.set(counts.blocks.get() + 1);
                counts
                    .delays
                    .set(counts.delays.get() + js_sys::Date::now() - origin - time);
            }
        });
        Ok(CrateSamples { counts })
    }

    pub fn blocks(&self) -> u32 {
        self.counts.blocks.get()
    }

    pub fn delays(&self) -> f64 {
        self.counts.delays.get()
    }

    pub fn off(self) {}
}

/// Measures the level of a track in a task.
#[wasm_bindgen]
pub struct CrateLevel {
    _latest: Rc<Cell<Option<Level>>>,
}

#[wasm_bindgen]
impl CrateLevel {
    #[wasm_bindgen(constructor)]
    pub fn new(track: web_sys::MediaStreamTrack, interval_ms: u32) -> Result<CrateLevel, MediaError> {
        let interval = Duration::from_millis(interval_ms.into());
        let mut levels = MediaStreamTrack::from(track).level(&LevelOptions::new().interval(interval))?;
        let latest = Rc::new(Cell::new(None));
        let weak = Rc::downgrade(&latest);
        spawn_local(async move {
            while let (Some(Ok(level)), Some(latest)) = (levels.next().await, weak.upgrade()) {
                latest.set(Some(level));
            }
        });
        Ok(CrateLevel { _latest: latest })
    }

    pub fn off(self) {}
}
