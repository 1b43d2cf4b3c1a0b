//! What the browser keeps for us between visits. Every refusal is reported, none hidden.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};

/// The value kept under `key`.
pub(crate) fn get(key: &str) -> Option<String> {
    area()?.get_item(key).ok().flatten()
}

/// Keeps `value`; the sentence says why it could not.
pub(crate) fn set(key: &str, value: &str) -> Result<(), String> {
    let area = area().ok_or("This browser refuses to keep anything for this page")?;
    area.set_item(key, value).map_err(|_| "The browser's storage for this page is full".to_owned())
}

/// Forgets the value under `key`.
pub(crate) fn remove(key: &str) {
    if let Some(area) = area() {
        drop(area.remove_item(key));
    }
}

/// All keys that begin with `prefix`.
pub(crate) fn keys(prefix: &str) -> Vec<String> {
    let Some(area) = area() else { return Vec::new() };
    let count = area.length().unwrap_or(0);
    let mut keys: Vec<String> =
        (0..count).filter_map(|at| area.key(at).ok().flatten()).filter(|key| key.starts_with(prefix)).collect();
    keys.sort();
    keys
}

/// Calls `told` with key and value whenever another tab changes something; the value is none where it was removed.
pub(crate) fn on_change(told: impl Fn(String, Option<String>) + 'static) {
    let Some(window) = web_sys::window() else { return };
    EventListener::new(&window, "storage", move |event| {
        let Some(event) = event.dyn_ref::<StorageEvent>() else { return };
        if let Some(key) = event.key() {
            told(key, event.new_value());
        }
    })
    .forget();
}

fn area() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
