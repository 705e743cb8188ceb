//! Pictures with known colors.

use js_sys::{Array, Promise};
use local_media_stream::{LocalMediaStreamTrack, MediaStream, MediaStreamTrack};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/pictures.js")]
extern "C" {
    #[wasm_bindgen(js_name = Painting)]
    type PaintingJs;

    #[wasm_bindgen(constructor, js_class = "Painting")]
    fn new(width: u32, height: u32, colors: &Array) -> PaintingJs;

    #[wasm_bindgen(method, getter)]
    fn canvas(this: &PaintingJs) -> web_sys::HtmlCanvasElement;

    #[wasm_bindgen(method)]
    fn paint(this: &PaintingJs, colors: &Array);

    #[wasm_bindgen(method)]
    fn stop(this: &PaintingJs);

    #[wasm_bindgen(js_name = captureTrack)]
    fn capture_track(canvas: &JsValue, frame_rate: f64) -> web_sys::MediaStreamTrack;

    #[wasm_bindgen(js_name = Player)]
    type PlayerJs;

    #[wasm_bindgen(constructor, js_class = "Player")]
    fn new(stream: &web_sys::MediaStream) -> PlayerJs;

    #[wasm_bindgen(method, getter)]
    fn element(this: &PlayerJs) -> web_sys::HtmlVideoElement;

    #[wasm_bindgen(method)]
    fn pixels(this: &PlayerJs) -> Vec<u8>;

    #[wasm_bindgen(method)]
    fn close(this: &PlayerJs);

    #[wasm_bindgen(js_name = taintedCanvas)]
    fn tainted_canvas_js(width: u32, height: u32) -> Promise;

    #[wasm_bindgen(js_name = silentTrack)]
    fn silent_track_js() -> web_sys::MediaStreamTrack;

    /// Wraps a method of an object with a `track`. The result first changes the settings of the track.
    #[wasm_bindgen(js_name = changingSettings)]
    pub fn changing_settings(method: &JsValue, constraints: &JsValue) -> JsValue;
}

/// A color: red, green and blue.
pub type Color = [u8; 3];

/// The colors of the quarters of a picture: top left, top right, bottom left, bottom right.
pub type Quarters = [Color; 4];

/// Colors that differ in each channel, and that every color space has.
pub const QUARTERS: Quarters = [[200, 40, 40], [40, 160, 60], [50, 60, 200], [220, 200, 60]];

/// A canvas whose quarters have known colors. It is drawn about 30 times a second until this is dropped.
pub struct Painting(PaintingJs);

impl Painting {
    pub fn new(width: u32, height: u32, colors: Quarters) -> Self {
        Painting(PaintingJs::new(width, height, &css(colors)))
    }

    pub fn paint(&self, colors: Quarters) {
        self.0.paint(&css(colors));
    }

    pub fn canvas(&self) -> web_sys::HtmlCanvasElement {
        self.0.canvas()
    }

    /// Captures at most 30 frames a second.
    pub fn track(&self) -> LocalMediaStreamTrack {
        LocalMediaStreamTrack::adopt(capture_track(&self.canvas(), 30.0))
    }
}

impl Drop for Painting {
    fn drop(&mut self) {
        self.0.stop();
    }
}

fn css(colors: Quarters) -> Array {
    let css = colors.map(|[red, green, blue]| JsValue::from_str(&format!("rgb({red} {green} {blue})")));
    css.iter().collect()
}

/// A `<video>` that plays a stream until this is dropped.
pub struct Player(PlayerJs);

impl Player {
    pub fn new(stream: &MediaStream) -> Self {
        Player(PlayerJs::new(stream.as_web_sys()))
    }

    pub fn element(&self) -> web_sys::HtmlVideoElement {
        self.0.element()
    }

    pub fn size(&self) -> (u32, u32) {
        let element = self.element();
        (element.video_width(), element.video_height())
    }

    /// Returns the colors of the current picture. `None` before the first one.
    pub fn quarters(&self) -> Option<Quarters> {
        let pixels = self.0.pixels();
        (!pixels.is_empty()).then(|| quarters_of(&pixels, self.size().0, 4))
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Returns a canvas whose pixels the browser protects. `None` if the browser (Firefox) has none without another origin.
pub async fn tainted_canvas(width: u32, height: u32) -> Option<web_sys::HtmlCanvasElement> {
    let canvas = JsFuture::from(tainted_canvas_js(width, height)).await;
    canvas.expect("a canvas").dyn_into().ok()
}

/// Returns a live video track that delivers nothing.
pub fn silent_track() -> MediaStreamTrack {
    silent_track_js().into()
}

/// Returns the colors at the centres of the quarters. `channels` is the number of bytes a pixel.
pub fn quarters_of(pixels: &[u8], width: u32, channels: usize) -> Quarters {
    let width = width as usize;
    let height = pixels.len() / width / channels;
    [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| {
        let at = (y * height / 4 * width + x * width / 4) * channels;
        [pixels[at], pixels[at + 1], pixels[at + 2]]
    })
}

/// Returns whether two pictures have the same colors, up to the rounding of color spaces and lossy encoders.
pub fn are_near(left: Quarters, right: Quarters) -> bool {
    let mut channels = left.as_flattened().iter().zip(right.as_flattened());
    channels.all(|(left, right)| left.abs_diff(*right) <= 16)
}

/// Returns the colors of the mirrored picture.
pub fn mirrored([top_left, top_right, bottom_left, bottom_right]: Quarters) -> Quarters {
    [top_right, top_left, bottom_right, bottom_left]
}
