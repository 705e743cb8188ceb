//! The processor of a track: from the track to a node of the worklet, whose messages arrive on the page.

use std::cell::OnceCell;
use std::rc::{Rc, Weak};

use js_sys::{Array, Float32Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::audio_context::AudioContext;
use super::delivery::Lifecycle;
use super::gesture::resume_if_stopped;
use super::ring::Ring;
use super::worklet;
use crate::error::{MediaError, MediaErrorKind};
use crate::events::EventListener;
use crate::regular_check::check_regularly;
use crate::stream::MediaStream;
use crate::sys;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind, MediaStreamTrackState};

/// The values, and the most arrays, that return to the processor in one message. In Chromium 156, a message for each array
/// took 0.1 ms of CPU time for a block of 128 frames. With 16, arrays that return cost about as much as new ones (benchmark
/// “CPU time of 128 frames”), and the audio thread allocates none.
const BATCH: usize = 16_384;
const MAX_BATCH: usize = 16;

/// Receives the values of a block, and its number.
type OnBlock = Box<dyn Fn(&Float32Array, u64)>;

/// The processor of `worklet.js` and its options.
pub(super) struct Processor {
    pub(super) name: &'static str,
    pub(super) options: sys::Object,
    /// The number of channels to which the browser mixes the sound. `None`: those of the track.
    pub(super) channels: Option<u32>,
    /// The values of a block.
    pub(super) length: usize,
    /// How many blocks wait in the audio thread while the page is busy.
    pub(super) queue: usize,
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
    on_block: OnBlock,
    on_message: Closure<dyn FnMut(sys::BlockEvent)>,
    /// The memory of arrays that return to the processor together.
    returned: Array,
    batch: u32,
    /// The blocks of a page that is cross-origin isolated. It returns no arrays.
    ring: Option<Ring>,
    /// Reads the ring. A promise may call it after this is dropped.
    on_written: JsValue,
    #[cfg(feature = "leak-check")]
    _counted: crate::leak_check::Counted,
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
        let ring = Ring::new(processor.length, processor.queue);
        let batch = match ring {
            Some(_) => 1,
            None => (BATCH / processor.length.max(1)).clamp(1, MAX_BATCH),
        };
        // Also those that wait to be returned. The worklet divides the memory of a ring into as many blocks.
        let arrays = processor.queue.saturating_add(batch - 1);
        processor.options.set("arrays", &(arrays as f64).into());
        let length = processor.length as f64;
        processor.options.set("length", &length.into());
        let graph = Rc::new_cyclic(|graph: &Weak<Graph>| {
            let (graph, written) = (graph.clone(), graph.clone());
            Graph {
                context: context.clone(),
                source,
                port: OnceCell::new(),
                returned: sys::array(&[]),
                batch: batch as u32,
                ring,
                on_written: Closure::<dyn FnMut()>::new(move || {
                    if let Some(graph) = written.upgrade() {
                        graph.read_ring();
                    }
                })
                .into_js_value(),
                on_block,
                on_message: Closure::new(move |event| {
                    if let Some(graph) = graph.upgrade() {
                        graph.receive(&event);
                    }
                }),
                #[cfg(feature = "leak-check")]
                _counted: crate::leak_check::Counted::audio_worklet(),
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
        resume_if_stopped(context.as_ref());

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
        if let Some(ring) = &self.ring {
            ring.add_to(&processor.options);
        }
        options.set("processorOptions", processor.options.as_ref());
        let node = sys::AudioWorkletNode::new(self.context.binding(), processor.name, &options)?;
        let port = node.port()?;
        port.set_onmessage(self.on_message.as_ref())?;
        // Before it may fail, so that the drop closes the port.
        let _ = self.port.set(port);
        self.source.connect(&node)?;
        self.read_ring();
        Ok(())
    }

    /// Passes on the values, and returns their array to the processor.
    fn receive(&self, event: &sys::BlockEvent) {
        if self.ring.is_some() {
            return self.read_ring();
        }
        let message = event.data();
        let values = message.values();
        (self.on_block)(&values, message.number() as u64);
        if self.returned.push(&values.buffer()) < self.batch {
            return;
        }
        if let Some(port) = self.port.get() {
            // A processor that has ended needs no arrays.
            let _ = port.transfer(&self.returned, &self.returned);
        }
        self.returned.set_length(0);
    }

    fn read_ring(&self) {
        if let Some(ring) = &self.ring {
            ring.read(&self.on_block, &self.on_written);
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
