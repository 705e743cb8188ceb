//! The processor of a track: from the track to a node of the worklet, whose messages arrive on the page.

use std::cell::OnceCell;
use std::rc::{Rc, Weak};

use js_sys::{Array, Float32Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::audio_context::AudioContext;
use super::delivery::Lifecycle;
use super::worklet;
use crate::error::{MediaError, MediaErrorKind};
use crate::events::EventListener;
use crate::promise::into_future;
use crate::regular_check::check_regularly;
use crate::stream::MediaStream;
use crate::sys;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind, MediaStreamTrackState};

/// Receives the values of a block, and its number.
type OnBlock = Box<dyn Fn(&Float32Array, u64)>;

/// The processor of `worklet.js` and its options.
pub(super) struct Processor {
    pub(super) name: &'static str,
    pub(super) options: sys::Object,
    /// The number of channels to which the browser mixes the sound. `None`: those of the track.
    pub(super) channels: Option<u32>,
}

/// A running processor. Dropping it frees the nodes, and does not stop the track.
pub(super) struct Tap {
    _graph: Rc<Graph>,
    _listeners: [EventListener; 2],
}

struct Graph {
    context: AudioContext,
    source: sys::AudioNode,
    port: OnceCell<sys::MessagePort>,
    /// The argument of each `postMessage`, so that none allocates an array.
    transferred: Array,
    on_block: OnBlock,
    on_message: Closure<dyn FnMut(sys::BlockEvent)>,
}

/// Fails for a track without sound, and returns whether the track is live.
pub(super) fn check_track(track: &MediaStreamTrack) -> Result<bool, MediaError> {
    if track.kind() != MediaStreamTrackKind::Audio {
        return Err(MediaError::new(
            MediaErrorKind::Type,
            "The track has no sound. Pass an audio track.",
        ));
    }
    Ok(track.ready_state() == MediaStreamTrackState::Live)
}

impl Tap {
    /// Starts a processor in the context. It runs when the worklet is loaded and the browser allows sound.
    pub(super) fn start(
        context: &AudioContext,
        track: &MediaStreamTrack,
        processor: Processor,
        lifecycle: Weak<dyn Lifecycle>,
        on_block: OnBlock,
    ) -> Result<Self, MediaError> {
        let stream = MediaStream::from_tracks([track.clone()])?;
        let source = context.binding().create_media_stream_source(stream.as_ref())?;
        let loaded = context.load_worklet()?;
        let graph = Rc::new_cyclic(|graph: &Weak<Graph>| {
            let graph = graph.clone();
            Graph {
                context: context.clone(),
                source,
                port: OnceCell::new(),
                transferred: sys::array(&[]),
                on_block,
                on_message: Closure::new(move |event| {
                    if let Some(graph) = graph.upgrade() {
                        graph.receive(&event);
                    }
                }),
            }
        });

        let (started, failed) = (Rc::downgrade(&graph), lifecycle.clone());
        spawn_local(async move {
            let loaded = loaded.await.map_err(MediaError::from);
            let Some(graph) = started.upgrade() else { return };
            let started = match loaded {
                Ok(_) => graph.start(&processor),
                Err(error) => Err(worklet::load_error(&error)),
            };
            if let (Err(error), Some(lifecycle)) = (started, failed.upgrade()) {
                // The load fails too if the context was closed meanwhile, which is another error.
                lifecycle.check();
                lifecycle.fail(error);
            }
        });
        if let Ok(resumed) = into_future(context.binding().resume()) {
            // Waits for a user gesture. A rejection would be reported as unhandled.
            spawn_local(async move { drop(resumed.await) });
        }

        let (inactive, changed) = (lifecycle.clone(), lifecycle.clone());
        let listeners = [
            stream.on_inactive(move || {
                if let Some(lifecycle) = inactive.upgrade() {
                    lifecycle.end();
                }
            }),
            context.on_state_change(move || {
                if let Some(lifecycle) = changed.upgrade() {
                    lifecycle.check();
                }
            }),
        ];
        check_regularly(move || lifecycle.upgrade().is_some_and(|lifecycle| lifecycle.check()));
        Ok(Tap {
            _graph: graph,
            _listeners: listeners,
        })
    }
}

impl Graph {
    fn start(&self, processor: &Processor) -> Result<(), MediaError> {
        let options = sys::Object::new();
        options.set("numberOfOutputs", &0.into());
        if let Some(channels) = processor.channels {
            options.set("channelCount", &channels.into());
            options.set_string("channelCountMode", "explicit");
        }
        options.set("processorOptions", processor.options.as_ref());
        let node = sys::AudioWorkletNode::new(self.context.binding(), processor.name, &options)?;
        let port = node.port()?;
        port.set_onmessage(self.on_message.as_ref())?;
        // Before it may fail, so that the drop closes the port.
        let _ = self.port.set(port);
        self.source.connect(&node)?;
        Ok(())
    }

    /// Passes on the values, and returns their array to the processor.
    fn receive(&self, event: &sys::BlockEvent) {
        let message = event.data();
        let values = message.values();
        (self.on_block)(&values, message.number() as u64);
        if let Some(port) = self.port.get() {
            self.transferred.set(0, values.buffer().into());
            // A processor that has ended needs no array.
            let _ = port.transfer(&values, &self.transferred);
        }
    }
}

impl Drop for Graph {
    fn drop(&mut self) {
        // Nodes of a closed context may throw. They are garbage then.
        let _ = self.source.disconnect();
        if let Some(port) = self.port.get() {
            let _ = port.set_onmessage(&JsValue::NULL);
            let _ = port.post_message(&JsValue::NULL);
        }
    }
}
