//! Sharing a playbook live: making a room and coming into one, who is there and where, and going where somebody goes.

mod dialog;
mod join;
mod marks;
mod people;
mod places;

/// How all of it looks. Fetched for the first of it: most playbooks are not shared.
pub(super) const STYLE: &str = "share.css";

pub(super) use dialog::ShareButton;
pub(crate) use join::JoinScreen;
pub(super) use marks::keep_presence;
pub(super) use people::{FollowBar, Following, PeopleButton, PeopleHere};
