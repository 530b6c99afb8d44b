//! One tab at a time.

/// Does `work` while no other tab of the origin does work under the same name. Where the browser has no locks
/// (pages served without TLS, old browsers), or refuses them, the work is done all the same: nothing here depends
/// on the lock to be safe, see [the module](super).
#[cfg(not(target_arch = "wasm32"))]
pub async fn with_lock<T>(_name: &str, work: impl Future<Output = T>) -> T {
    work.await
}

/// Does `work` while no other tab of the origin does work under the same name. Where the browser has no locks
/// (pages served without TLS, old browsers), or refuses them, the work is done all the same: nothing here depends
/// on the lock to be safe, see [the module](super).
#[cfg(target_arch = "wasm32")]
pub async fn with_lock<T>(name: &str, work: impl Future<Output = T>) -> T {
    let _held = browser::acquire(name).await;
    work.await
}

/// `navigator.locks`: web-sys has it among its unstable interfaces only, and `vault.js` needs less room for it.
#[cfg(target_arch = "wasm32")]
mod browser {
    use crate::persist::vault;
    use js_sys::{Function, Promise};
    use wasm_bindgen::{JsCast as _, JsValue};

    /// A lock, given back when this is dropped.
    pub(super) struct Held(Function);

    impl Drop for Held {
        fn drop(&mut self) {
            // Settles a promise, which can't fail.
            let _ = self.0.call0(&JsValue::NULL);
        }
    }

    /// Waits for the lock, and for nothing where there are none. Whoever gives up waiting gives it back, too.
    pub(super) async fn acquire(name: &str) -> Held {
        let asked = vault::lock(name);
        let held = Held(asked.get(1).unchecked_into());
        let granted: Promise = asked.get(0).unchecked_into();
        let _: Result<JsValue, JsValue> = granted.await;
        held
    }
}
