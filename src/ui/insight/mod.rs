//! What the insight worker draws, and what the page does for it.

mod diagram;
mod view;

pub(super) use view::{InsightView, Insights};
