//! What the tabs of one browser tell each other.

use crate::model::PlaybookId;
use js_sys::Uint8Array;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// The other tabs of this browser in which a playbook is open.
///
/// Whoever comes says so, and whoever hears of somebody for the first time answers. A tab that is alone tells nobody
/// anything: each message takes the browser as long as a letter.
pub struct Channel {
    channel: BroadcastChannel,
    alone: Rc<Cell<bool>>,
    /// Kept for as long as the channel is.
    _hear: Closure<dyn FnMut(MessageEvent)>,
}

/// Says only that there is a tab.
const HERE: JsValue = JsValue::NULL;

impl Channel {
    /// Calls `hear` with each update that another tab tells of. `None` where the browser has no such channels.
    #[must_use]
    pub fn open(playbook: PlaybookId, mut hear: impl FnMut(Vec<u8>) + 'static) -> Option<Self> {
        // A build that tells other things will use another name.
        let channel = BroadcastChannel::new(&format!("guidepost/1/{playbook}")).ok()?;
        let alone = Rc::new(Cell::new(true));
        let hear = {
            let (channel, alone) = (channel.clone(), Rc::clone(&alone));
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if alone.replace(false) {
                    say(&channel, &HERE);
                }
                if let Ok(update) = event.data().dyn_into::<Uint8Array>() {
                    hear(update.to_vec());
                }
            })
        };
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        say(&channel, &HERE);
        Some(Self { channel, alone, _hear: hear })
    }

    /// Whether no other tab has ever been heard of.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.alone.get()
    }

    /// Tells the other tabs of an update.
    pub fn tell(&self, update: &[u8]) {
        say(&self.channel, &Uint8Array::from(update));
    }
}

fn say(channel: &BroadcastChannel, message: &JsValue) {
    // Refused by a channel that is closed, and this one is closed when it is dropped.
    let _ = channel.post_message(message);
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
