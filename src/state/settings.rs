//! What whoever runs the site has set, once it was read.

use super::Notices;
use super::signal::{RwSignal, Signal};
use super::site::{connect_only_to, fetch_text, socket_address};
use crate::sync::Config;
use guidepost_view::tr;

const FILE: &str = "config.json";

/// The settings of this site. `None` until it is known whether there are any.
#[derive(Clone, Copy)]
pub struct Settings(RwSignal<Option<Config>>);

impl Settings {
    /// Reads them in the background of the page.
    #[must_use]
    pub fn load(notices: Notices) -> Self {
        let settings = Self(RwSignal::new(None));
        super::spawn_local(async move {
            let config = fetch_text(FILE, true).await.and_then(|text| match text.as_string() {
                Some(text) => Config::read(&text).and_then(with_absolute_address),
                None => Ok(Config::default()),
            });
            let config = config.unwrap_or_else(|why| {
                notices.fail(tr!(
                    "The settings of this site ({FILE}) can't be used: {why}. Everything works in this browser, but \
                     nothing can be shared live. Tell whoever runs this site."
                ));
                Config::default()
            });
            connect_only_to(config.server.as_ref().map_or("", |server| &server.url));
            settings.0.set(Some(config));
        });
        settings
    }

    /// What is set; `None` until that is known.
    #[must_use]
    pub fn config(self) -> Signal<Option<Config>> {
        self.0.into()
    }
}

/// Addresses may be relative to the page.
fn with_absolute_address(mut config: Config) -> Result<Config, String> {
    if let Some(server) = &mut config.server {
        server.url = socket_address(&server.url)?;
    }
    Ok(config)
}
