use std::cell::Cell;
use std::rc::Rc;

use local_media_stream::frames::{CopyOptions, FrameOptions, Pixels, VideoPixelFormat};
use local_media_stream::video_source::ProcessedTrack;
use local_media_stream::{MediaError, MediaStreamTrack, web_sys};
use wasm_bindgen::prelude::*;

/// A track in grey. `free()` ends it; the source stays live.
#[wasm_bindgen]
pub struct GreyTrack {
    processed: ProcessedTrack,
    pictures: Rc<Cell<u32>>,
}

#[wasm_bindgen]
impl GreyTrack {
    #[wasm_bindgen(constructor)]
    pub fn new(source: web_sys::MediaStreamTrack) -> Result<GreyTrack, JsValue> {
        let pictures = Rc::new(Cell::new(0));
        let count = Rc::clone(&pictures);
        let processed = MediaStreamTrack::from(source).process(move |pixels| {
            grey_scale(pixels);
            count.set(count.get() + 1);
            Ok(())
        })?;
        Ok(GreyTrack { processed, pictures })
    }

    #[wasm_bindgen(getter)]
    pub fn track(&self) -> web_sys::MediaStreamTrack {
        // `clone()` of web-sys would create another track.
        Clone::clone(self.processed.as_web_sys())
    }

    /// The number of processed pictures.
    #[wasm_bindgen(getter)]
    pub fn pictures(&self) -> u32 {
        self.pictures.get()
    }
}

fn grey_scale(pixels: &mut Pixels) {
    for pixel in pixels.data.chunks_exact_mut(4) {
        let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
        // The weights of BT.709.
        pixel[..3].fill(((54 * red + 183 * green + 19 * blue) / 256) as u8);
    }
}

/// Returns the text of the next QR code in a track, or `undefined` if the track ends.
#[wasm_bindgen(js_name = readQrCode)]
pub async fn read_qr_code(track: web_sys::MediaStreamTrack) -> Result<Option<String>, JsValue> {
    Ok(next_qr_code(&track.into()).await?)
}

async fn next_qr_code(track: &MediaStreamTrack) -> Result<Option<String>, MediaError> {
    let mut frames = track.frames(&FrameOptions::new().timeout(None))?;
    // The first plane is the brightness.
    let options = CopyOptions::new().format(VideoPixelFormat::I420);
    let mut buffer = Vec::new();
    while let Some(frame) = frames.next().await {
        let pixels = frame?.copy_to(buffer, &options).await?;
        let (width, height) = pixels.layout.size();
        let brightness = |x, y| pixels.row(0, y)[x];
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(width as usize, height as usize, brightness);
        if let Some((_, text)) = image.detect_grids().iter().find_map(|code| code.decode().ok()) {
            return Ok(Some(text));
        }
        buffer = pixels.data;
    }
    Ok(None)
}

fn main() {}
