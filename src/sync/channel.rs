//! What the tabs of one browser tell each other.

use crate::model::PlaybookId;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

/// The other tabs of this browser in which a playbook is open.
pub struct Channel {
    channel: BroadcastChannel,
    /// Kept for as long as the channel is.
    _hear: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Calls `hear` with each update that another tab tells of. `None` where the browser has no such channels.
    #[must_use]
    pub fn open(playbook: PlaybookId, mut hear: impl FnMut(Vec<u8>) + 'static) -> Option<Self> {
        // A build that tells other things will use another name.
        let channel = BroadcastChannel::new(&format!("guidepost/1/{playbook}")).ok()?;
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(update) = event.data().dyn_into::<Uint8Array>() {
                hear(update.to_vec());
            }
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        Some(Self { channel, _hear: hear })
    }

    /// Tells the other tabs of an update.
    pub fn tell(&self, update: &[u8]) {
        // Refused by a channel that is closed, and this one is closed when it is dropped.
        let _ = self.channel.post_message(&Uint8Array::from(update));
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
