//! The time of day, for words such as "5 minutes ago".

use super::signal::{Read as _, RwSignal};
use crate::model::Timestamp;
use leptos_dom::helpers::set_interval;
use std::time::Duration;

/// The words are about minutes.
const STEP: Duration = Duration::from_secs(30);

/// The time as the page shows it. It moves on twice a minute, and what reads it is shown anew then.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<Timestamp>);

impl Clock {
    /// Starts it. It runs as long as the page is open.
    #[must_use]
    pub fn start() -> Self {
        let clock = RwSignal::new(super::now());
        set_interval(move || clock.set(super::now()), STEP);
        Self(clock)
    }

    /// The time, up to half a minute ago.
    #[must_use]
    pub fn get(self) -> Timestamp {
        self.0.get()
    }
}
