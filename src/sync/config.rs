//! What whoever runs the site has set: `config.json` beside the page. `docs/config.schema.json` says the same to editors.

use guidepost_view::tr;
use serde::Deserialize;

/// The settings of a site. Without a file, all are as by default, and the app works locally.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// For editors; it means nothing here.
    #[serde(rename = "$schema")]
    _schema: Option<String>,
    /// Who runs the site, shown on the page of all playbooks.
    pub organisation: Option<String>,
    /// Where rooms are. Without one, there are none.
    pub server: Option<Server>,
    /// The playbook that every visitor reads first: a file beside the page.
    pub published: Option<String>,
}

/// A Yjs server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// `ws://…`, `wss://…`, or an address that is relative to the page.
    pub url: String,
    /// What it speaks.
    pub protocol: Spoken,
}

/// What a server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Spoken {
    /// As y-websocket and many others do: the room is the last part of the address.
    #[serde(rename = "y-websocket")]
    YWebsocket,
    /// As Hocuspocus does: the room is named in each message.
    #[serde(rename = "hocuspocus")]
    Hocuspocus,
}

impl Config {
    /// Reads the text of the file.
    ///
    /// # Errors
    /// When it is no such file; in words, for whoever runs the site.
    pub fn read(text: &str) -> Result<Self, String> {
        // Editors of Windows begin files with it.
        let config: Self =
            serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| error.to_string())?;
        if let Some(server) = &config.server {
            let scheme = server.url.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains('/'));
            if server.url.trim().is_empty() {
                return Err(tr!("`server.url` is empty").to_owned());
            }
            if scheme.is_some_and(|scheme| scheme != "ws" && scheme != "wss") {
                return Err(tr!(
                    "`server.url` is “{}”, and has to begin with ws:// or wss://, or be relative to the page",
                    server.url
                ));
            }
        }
        let is_beside = |file: &str| !file.trim().is_empty() && !file.contains(':') && !file.starts_with(['/', '\\']);
        if let Some(file) = config.published.as_ref().filter(|file| !is_beside(file)) {
            return Err(tr!("`published` is “{file}”, and has to be a file beside the page, such as playbook.json"));
        }
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text is to the program and to the schema: the protocol of the server, if all is well.
    const FILES: &[(&str, Option<Option<Spoken>>)] = &[
        ("{}", Some(None)),
        (r#"{"organisation": "Example Ltd"}"#, Some(None)),
        (r#"{"$schema": "config.schema.json", "organisation": "例"}"#, Some(None)),
        (r#"{"server": {"url": "wss://a.example/live", "protocol": "hocuspocus"}}"#, Some(Some(Spoken::Hocuspocus))),
        (r#"{"server": {"url": "ws://127.0.0.1:1234", "protocol": "y-websocket"}}"#, Some(Some(Spoken::YWebsocket))),
        (r#"{"server": {"url": "live", "protocol": "y-websocket"}}"#, Some(Some(Spoken::YWebsocket))),
        (r#"{"server": {"url": "/live", "protocol": "y-websocket"}}"#, Some(Some(Spoken::YWebsocket))),
        (r#"{"server": {"url": "https://a.example", "protocol": "y-websocket"}}"#, None),
        (r#"{"server": {"url": "", "protocol": "y-websocket"}}"#, None),
        (r#"{"server": {"url": "live"}}"#, None),
        (r#"{"server": {"protocol": "hocuspocus"}}"#, None),
        (r#"{"server": {"url": "live", "protocol": "webrtc"}}"#, None),
        (r#"{"server": {"url": "live", "protocol": "hocuspocus", "token": "x"}}"#, None),
        (r#"{"server": "live"}"#, None),
        (r#"{"sever": {"url": "live", "protocol": "hocuspocus"}}"#, None),
        (r#"{"organisation": 7}"#, None),
        (r#"{"published": "playbook.json"}"#, Some(None)),
        (r#"{"published": "files/playbook.json"}"#, Some(None)),
        (r#"{"published": "https://other.example/playbook.json"}"#, None),
        (r#"{"published": "//other.example/playbook.json"}"#, None),
        (r#"{"published": ""}"#, None),
        (r#"{"published": true}"#, None),
        ("[]", None),
    ];

    #[test]
    fn a_file_is_taken_or_refused() {
        for (text, expected) in FILES {
            let read = Config::read(text).map(|config| config.server.map(|server| server.protocol));
            assert_eq!(read.as_ref().ok(), expected.as_ref(), "{text}: {read:?}");
        }
        for text in ["", "{", "<!doctype html>"] {
            assert!(Config::read(text).is_err(), "{text}");
        }
        assert!(Config::read("\u{feff}{}").is_ok());
    }

    #[test]
    fn the_schema_and_the_example_say_the_same() {
        let schema = serde_json::from_str(include_str!("../../docs/config.schema.json")).expect("JSON");
        let schema = jsonschema::validator_for(&schema).expect("a schema");
        for (text, expected) in FILES {
            let file = serde_json::from_str(text).expect("JSON");
            assert_eq!(schema.is_valid(&file), expected.is_some(), "{text}");
        }
        let example = include_str!("../../docs/config.example.json");
        assert!(schema.is_valid(&serde_json::from_str(example).expect("JSON")));
        assert!(Config::read(example).is_ok_and(|config| config.server.is_some()));
    }
}
