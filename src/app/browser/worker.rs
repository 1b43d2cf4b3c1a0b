//! A Web Worker that can be ended.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{ErrorEvent, MessageEvent};

/// A running worker; dropping it ends it.
pub(crate) struct Worker {
    inner: web_sys::Worker,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Worker {
    /// Starts the script at `url`, relative to the page.
    pub(crate) fn start(
        url: &str,
        mut on_message: impl FnMut(String) + 'static,
        mut on_error: impl FnMut(String) + 'static,
    ) -> Result<Self, String> {
        let inner = web_sys::Worker::new(url).map_err(|error| format!("{error:?}"))?;
        let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                on_message(text);
            }
        });
        let error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            // A script that could not be fetched gives a plain event without a message.
            let message = js_sys::Reflect::get(&event, &"message".into()).ok().and_then(|text| text.as_string());
            on_error(message.unwrap_or_else(|| "its script could not be loaded".to_owned()));
        });
        inner.set_onmessage(Some(message.as_ref().unchecked_ref()));
        inner.set_onerror(Some(error.as_ref().unchecked_ref()));
        Ok(Self { inner, _message: message, _error: error })
    }

    /// Sends `text`. A string can always be cloned, so there is nothing to report.
    pub(crate) fn post(&self, text: &str) {
        drop(self.inner.post_message(&text.into()));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.set_onerror(None);
        self.inner.terminate();
    }
}
