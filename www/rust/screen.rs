use local_media_stream::{
    Capture, CaptureFuture, DisplayMediaStreamOptions, DisplaySurface, EventListener, MediaTrackConstraints,
};

/// Shares a screen, a window or a tab. Call it in a click handler: it opens the prompt before it returns.
pub fn share(capture: &Capture) -> CaptureFuture {
    let video = MediaTrackConstraints::new()
        .display_surface(DisplaySurface::Window)
        .frame_rate(..=30);
    capture.start_display(&DisplayMediaStreamOptions::new().video(video).audio(true))
}

/// Calls back with a text when the user ends the sharing.
pub fn on_end(capture: &Capture, show: impl Fn(String) + 'static) -> EventListener {
    capture.on_state_change(move |state| show(state.to_string()))
}
