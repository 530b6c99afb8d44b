//! What whoever runs the site has set, once it was read.

use super::Notices;
use super::signal::{RwSignal, Signal};
use crate::sync::Config;
use leptos_dom::helpers::{document, window};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use web_sys::{RequestCache, RequestInit, Response, Url};

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
            let config = fetched().await.and_then(|text| match text {
                Some(text) => Config::read(&text).and_then(with_absolute_address),
                None => Ok(Config::default()),
            });
            let config = config.unwrap_or_else(|why| {
                notices.fail(format!(
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

/// The text of the file; `None` where there is none. Some hosts answer with a page in place of a file that is not there.
async fn fetched() -> Result<Option<String>, String> {
    let unreadable = |_: JsValue| "it could not be read".to_owned();
    let options = RequestInit::new();
    // Whoever changes it is seen to have changed it.
    options.set_cache(RequestCache::NoCache);
    // Without a connection, as with a page that the browser has kept: then there is no server either.
    let fetched: Result<JsValue, JsValue> = window().fetch_with_str_and_init(FILE, &options).await;
    let Ok(response) = fetched else { return Ok(None) };
    let response: Response = response.dyn_into().map_err(unreadable)?;
    let is_page = response.headers().get("content-type").is_ok_and(|kind| kind.is_some_and(|k| k.contains("html")));
    match response.status() {
        404 | 410 => return Ok(None),
        _ if is_page => return Ok(None),
        200..300 => {}
        status => return Err(format!("the server of this site answered with error {status}")),
    }
    let text: JsValue = response.text().map_err(unreadable)?.await.map_err(unreadable)?;
    Ok(text.as_string())
}

/// From now on the browser refuses any connection but to this site and to the host of an address, if there is one. The
/// policy of the page (`xtask/node/seal.mjs`) can't name a host that only `config.json` names; another one on top of it
/// can only forbid more.
fn connect_only_to(address: &str) {
    let host = Url::new(address).map(|url| format!("{}//{}", url.protocol(), url.host())).unwrap_or_default();
    let Some((head, meta)) = document().head().zip(document().create_element("meta").ok()) else { return };
    for (name, value) in [("http-equiv", "Content-Security-Policy"), ("content", &format!("connect-src 'self' {host}"))]
    {
        // Refused only for names that are none.
        let _ = meta.set_attribute(name, value);
    }
    let _ = head.append_child(&meta);
}

/// Addresses may be relative to the page.
fn with_absolute_address(mut config: Config) -> Result<Config, String> {
    if let Some(server) = &mut config.server {
        let page = window().location().href().unwrap_or_default();
        let wrong = |_| format!("`server.url` is “{}”, which is no address", server.url);
        let url = Url::new_with_base(&server.url, &page).map_err(wrong)?;
        let secure = page.starts_with("https:");
        match url.protocol().as_str() {
            "http:" => url.set_protocol("ws:"),
            "https:" => url.set_protocol("wss:"),
            // Browsers refuse it, but for the computer itself.
            "ws:" if secure && !is_this_computer(&url.hostname()) => {
                return Err(format!(
                    "`server.url` is “{}”, but a page that came by https may only connect to wss://",
                    server.url
                ));
            }
            _ => {}
        }
        url.set_hash("");
        server.url = url.href();
    }
    Ok(config)
}

fn is_this_computer(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}
