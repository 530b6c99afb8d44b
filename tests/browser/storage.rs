//! Local storage, and the locks between tabs.

#[path = "../storage/contract.rs"]
mod contract;

use guidepost::doc::{Author, Replica};
use guidepost::model::{Edit, Playbook, PlaybookId};
use guidepost::persist::{Library, LocalStorage, Storage, StorageError, Summary, with_lock};
use js_sys::{Function, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use wasm_bindgen_test::wasm_bindgen_test;

fn raw() -> web_sys::Storage {
    web_sys::window().expect("a window").local_storage().expect("allowed").expect("there")
}

fn clear_ours() {
    let storage = LocalStorage::open().expect("a storage");
    for key in storage.keys("guidepost/").expect("readable") {
        storage.remove(&key).expect("writable");
    }
}

struct Local;

impl contract::Origin for Local {
    type Storage = LocalStorage;

    fn open(&self) -> LocalStorage {
        LocalStorage::open().expect("a storage")
    }

    fn put_foreign(&self, key: &str, text: &str) -> bool {
        raw().set_item(key, text).is_ok()
    }

    fn foreign(&self, key: &str) -> Option<String> {
        raw().get_item(key).expect("readable")
    }

    fn remove_foreign(&self, key: &str) {
        raw().remove_item(key).expect("writable");
    }
}

#[wasm_bindgen_test]
fn local_storage_keeps_the_contract() {
    clear_ours();
    contract::check(&Local);
}

/// Runs JavaScript, and gives back what undoes it.
fn meddle(script: &str) -> Meddled {
    Meddled(Function::new_no_args(script).call0(&JsValue::NULL).expect("a sound script").into())
}

/// What was meddled with, until it is dropped.
struct Meddled(Function);

impl Drop for Meddled {
    fn drop(&mut self) {
        self.0.call0(&JsValue::NULL).expect("a sound script");
    }
}

/// What browsers throw at a full storage, or once threw.
#[wasm_bindgen_test]
fn a_full_storage_is_known_by_any_of_its_names() {
    let storage = LocalStorage::open().expect("a storage");
    for (thrown, full) in [
        ("new DOMException('m', 'QuotaExceededError')", true),
        ("{name: 'NS_ERROR_DOM_QUOTA_REACHED', code: 1014, message: 'm'}", true),
        ("{name: 'QUOTA_EXCEEDED_ERR', message: 'm'}", true),
        ("{name: 'Error', code: 22, message: 'm'}", true),
        ("{name: 'Error', code: 1014, message: 'm'}", true),
        ("new DOMException('m', 'SecurityError')", false),
        ("new Error('m')", false),
        ("{message: 'm'}", false),
    ] {
        let meddled = meddle(&format!(
            "const sound = Storage.prototype.setItem;
             Storage.prototype.setItem = () => {{ throw {thrown}; }};
             return () => {{ Storage.prototype.setItem = sound; }};"
        ));
        let result = storage.set("guidepost/a", "x");
        drop(meddled);
        let expected = if full { StorageError::Full } else { StorageError::Refused("m".into()) };
        assert_eq!(result, Err(expected), "{thrown}");
    }
    for thrown in ["undefined", "null", "'text'", "{}", "42"] {
        let meddled = meddle(&format!(
            "const sound = Storage.prototype.setItem;
             Storage.prototype.setItem = () => {{ throw {thrown}; }};
             return () => {{ Storage.prototype.setItem = sound; }};"
        ));
        let result = storage.set("guidepost/a", "x");
        drop(meddled);
        assert!(matches!(result, Err(StorageError::Refused(_))), "{thrown}: {result:?}");
    }
}

#[wasm_bindgen_test]
fn a_storage_that_is_missing_or_forbidden_is_an_error_and_no_panic() {
    for (getter, why) in [
        ("throw new DOMException('denied', 'SecurityError');", "denied"),
        ("return null;", "no local storage"),
        ("return undefined;", "no local storage"),
    ] {
        let meddled = meddle(&format!(
            "const sound = Object.getOwnPropertyDescriptor(window, 'localStorage');
             Object.defineProperty(window, 'localStorage', {{configurable: true, get() {{ {getter} }}}});
             return () => Object.defineProperty(window, 'localStorage', sound);"
        ));
        let opened = LocalStorage::open();
        drop(meddled);
        match opened {
            Err(StorageError::Unavailable(said)) => assert!(said.contains(why), "{said}"),
            other => panic!("{getter}: {other:?}"),
        }
    }
}

#[wasm_bindgen_test]
fn a_playbook_is_kept_in_local_storage() {
    clear_ours();
    let id = PlaybookId::random();
    let mut replica = Replica::of(&Playbook::new(id, "Playbook"), || 0);
    let library = Library::new(LocalStorage::open().expect("a storage"));
    let mut journal = library.create(&replica, &Summary::default()).expect("room");
    for round in 0..4 {
        replica.apply(&Edit::SetTitle(format!("見込み客 {round}")), &Author::default()).expect("a possible edit");
        journal.append(&replica.take_updates()).expect("room");
        if round % 2 == 0 {
            let begun = journal.begin(&replica, false).expect("room");
            journal.finish(begun).expect("room");
        }
        let opened = library.open(id, || 0).expect("a playbook");
        assert_eq!(opened.replica.playbook(), replica.playbook());
        assert_eq!(opened.trouble, []);
    }
    library.remove_for_good(id).expect("writable");
    assert_eq!(library.storage().keys("guidepost/"), Ok(vec![]));
}

async fn pause() {
    let later = Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("a window");
        js_sys::Reflect::get(&window, &"setTimeout".into())
            .and_then(|timer| Function::from(timer).call2(&window, &resolve, &20.into()))
            .expect("a timer");
    });
    JsFuture::from(later).await.expect("no error");
}

/// Three pieces of work that would overlap if they could. What they say in what order.
async fn three_at_once() -> Vec<String> {
    let said = Rc::new(RefCell::new(Vec::new()));
    let one = |number: u32| {
        let said = Rc::clone(&said);
        with_lock("guidepost test", async move {
            said.borrow_mut().push(format!("{number} starts"));
            pause().await;
            said.borrow_mut().push(format!("{number} ends"));
        })
    };
    spawn_local(one(1));
    spawn_local(one(2));
    one(3).await;
    while said.borrow().len() < 6 {
        pause().await;
    }
    said.take()
}

#[wasm_bindgen_test]
async fn one_has_the_lock_at_a_time() {
    let one_by_one =
        |said: &[String]| said.chunks(2).all(|pair| pair[0].replace("starts", "ends") == pair[1] && pair[0] != pair[1]);
    let said = three_at_once().await;
    assert!(one_by_one(&said), "{said:?}");
    let without = meddle(
        "Object.defineProperty(navigator, 'locks', {configurable: true, value: undefined});
        return () => { delete navigator.locks; };",
    );
    let said = three_at_once().await;
    drop(without);
    assert!(!one_by_one(&said), "without the lock they overlap: {said:?}");
}

#[wasm_bindgen_test]
async fn the_lock_is_given_back_when_the_work_is_given_up() {
    let never = with_lock("guidepost abandoned", std::future::pending::<()>());
    let waiting = with_lock("guidepost abandoned", std::future::pending::<()>());
    drop_after_a_while(never).await;
    drop_after_a_while(waiting).await;
    assert_eq!(with_lock("guidepost abandoned", async { 7 }).await, 7);
}

/// Starts work, and drops it before it ends.
async fn drop_after_a_while(work: impl Future<Output = ()>) {
    let mut work = std::pin::pin!(work);
    let mut timer = std::pin::pin!(pause());
    std::future::poll_fn(|context| {
        let _ = work.as_mut().poll(context);
        timer.as_mut().poll(context)
    })
    .await;
}

#[wasm_bindgen_test]
async fn without_locks_the_work_is_done_all_the_same() {
    for locks in ["undefined", "{request: () => Promise.reject(new Error('denied'))}", "{request: () => { throw 1; }}"]
    {
        let meddled = meddle(&format!(
            "Object.defineProperty(navigator, 'locks', {{configurable: true, value: {locks}}});
             return () => {{ delete navigator.locks; }};"
        ));
        let done = with_lock("guidepost test", async { 7 }).await;
        drop(meddled);
        assert_eq!(done, 7, "{locks}");
    }
}
