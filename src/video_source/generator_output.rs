//! The track of a source, by a generator of the browser.

use wasm_bindgen_futures::spawn_local;

use crate::error::MediaError;
use crate::frames::VideoFrame;
use crate::promise::into_future;
use crate::sys;
use crate::track::{LocalMediaStreamTrack, MediaStreamTrack};

/// A generated track and the writer of its frames. Dropping it ends the track and its duplicates.
pub(super) struct GeneratorOutput {
    pub(super) track: LocalMediaStreamTrack,
    writer: sys::FrameWriter,
}

impl GeneratorOutput {
    /// Creates a track. `None` if the browser has no generator here.
    pub(super) fn new() -> Result<Option<Self>, MediaError> {
        let Some((track, writer)) = sys::generate_track()? else {
            return Ok(None);
        };
        Ok(Some(GeneratorOutput {
            track: LocalMediaStreamTrack::adopt(MediaStreamTrack::try_from(track)?),
            writer,
        }))
    }

    /// Delivers a frame. The track closes it.
    pub(super) fn write(&self, frame: VideoFrame) -> Result<(), MediaError> {
        // Any other object fails the writer, and no later frame arrives.
        let frame = if frame.is_canvas() {
            VideoFrame::new(&frame, Some(frame.timestamp()))?
        } else {
            frame
        };
        let written = into_future(self.writer.write(frame.as_web_sys()))?;
        let frame = frame.into_web_sys();
        spawn_local(async move {
            // Rejects if the track ends meanwhile. It does not close the frame then.
            if written.await.is_err() {
                let _ = sys::call_method(&frame, "close", &[]);
            }
        });
        Ok(())
    }

    /// Ends the track and its duplicates.
    pub(super) fn close(&self) {
        // Rejects if the track has ended.
        if let Ok(closed) = into_future(self.writer.close()) {
            spawn_local(async move { drop(closed.await) });
        }
    }
}

impl Drop for GeneratorOutput {
    fn drop(&mut self) {
        self.close();
    }
}
