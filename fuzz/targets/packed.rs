//! What is packed into a link. The first byte says whether the rest is the text itself, or what is packed in it.
#![no_main]

use guidepost::format::packed::{is_packed, unpack};
use guidepost::model::base64::URL_SAFE;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((how, bytes)) = bytes.split_first() else { return };
    let text = match how % 3 {
        0 => String::from_utf8_lossy(bytes).into_owned(),
        // As it was deflated: what breaks the reader of that.
        1 => format!("gp1j.AAAAAAAAAAAAAAAAAAAAAQ.{}", URL_SAFE.encode(bytes)),
        _ => {
            let deflated = miniz_oxide::deflate::compress_to_vec(bytes, 1);
            format!("gp1m.AAAAAAAAAAAAAAAAAAAAAQ.{}", URL_SAFE.encode(&deflated))
        }
    };
    let _ = is_packed(&text);
    let _ = unpack(&text);
});
