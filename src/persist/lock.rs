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

/// `navigator.locks`, called by name: web-sys has it among its unstable interfaces only.
#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Array, Function, Promise, Reflect};
    use wasm_bindgen::prelude::Closure;
    use wasm_bindgen::{JsCast as _, JsValue};
    use wasm_bindgen_futures::JsFuture;

    /// A lock, given back when this is dropped.
    pub(super) struct Held {
        release: Function,
        /// The browser may call it later than we stop waiting, so it lives as long as the lock.
        _granted: Closure<dyn FnMut() -> Promise>,
    }

    impl Drop for Held {
        fn drop(&mut self) {
            // Settles a promise, which can't fail.
            let _ = self.release.call0(&JsValue::NULL);
        }
    }

    /// Waits for the lock. `None` where there are none.
    pub(super) async fn acquire(name: &str) -> Option<Held> {
        let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
        let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
        let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;

        let (granted, grant) = promise()?;
        // The browser holds the lock until the promise that the callback returns is settled.
        let (done, release) = promise()?;
        let callback = Closure::<dyn FnMut() -> Promise>::new(move || {
            let _ = grant.call0(&JsValue::NULL);
            done.clone()
        });
        let requested = request.call2(&locks, &name.into(), callback.as_ref());
        let held = Held { release, _granted: callback };
        // That of the request is settled when the lock is given back, or at once when it is refused.
        let either = Promise::race(&Array::of2(&granted, &requested.ok()?));
        JsFuture::from(either).await.ok().map(|_| held)
    }

    /// A promise, and what settles it.
    fn promise() -> Option<(Promise, Function)> {
        let mut settle = None;
        let promise = Promise::new(&mut |resolve, _| settle = Some(resolve));
        Some((promise, settle?))
    }
}
