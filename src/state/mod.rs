//! What the interface shows and changes: the open playbook, notices, preferences. Signals that outlive a widget
//! live here.

mod clock;
mod connection;
mod crash;
mod files;
mod joining;
mod notices;
mod preferences;
mod records;
mod saving;
mod session;
mod settings;
mod shelf;
pub mod signal;
mod site;

pub use clock::Clock;
pub use connection::Connection;
use crash::taking_in;
pub use files::Files;
pub use joining::{Here, Joined, Joining};
pub use notices::{Notice, NoticeAction, NoticeKind, Notices, SHOWN_FOR};
pub use preferences::{Preferences, ToolView};
pub use records::Records;
pub use saving::Saving;
pub use session::{Session, Whereabouts};
pub use settings::Settings;
pub use shelf::{Encoded, Shelf, Store};
pub use site::{fetch_text, learn_language};

use crate::model::Timestamp;
use leptos_dom::helpers::{request_animation_frame, set_timeout};
use std::time::Duration;

/// Now, by the clock of this computer.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now())
}

/// Does something in the background of the page.
pub fn spawn_local(work: impl Future<Output = ()> + 'static) {
    any_spawner::Executor::spawn_local(work);
}

/// Runs when the browser has drawn what has changed so far.
pub fn after_next_frame(run: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(run, Duration::ZERO));
}

/// Milliseconds that never go back, for the bursts of typing that undo gathers.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "time since the page was opened")]
fn monotonic_millis() -> u64 {
    thread_local! {
        // Asked several times with every key.
        static CLOCK: Option<web_sys::Performance> = web_sys::window().and_then(|window| window.performance());
    }
    CLOCK.with(|clock| clock.as_ref().map_or(0, |clock| clock.now() as u64))
}
