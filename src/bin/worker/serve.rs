//! Messages of the browser in, messages of the browser out.

use architrave::protocol::{Envelope, Request, Response, VERSION};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Answers requests with `answer`, one at a time, in order.
pub(crate) fn serve(mut answer: impl FnMut(Request) -> Response + 'static) {
    std::panic::set_hook(Box::new(|info| web_sys::console::error_1(&info.to_string().into())));
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let answering = scope.clone();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(asked) = event.data().as_string() else { return };
        let Ok(asked) = serde_json::from_str::<Envelope<Request>>(&asked) else { return };
        say(&answering, Envelope { id: asked.id, body: answer(asked.body) });
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    listen.forget();
    // A message that arrives before the listener is there would be lost, so the worker speaks first.
    say(&scope, Envelope { id: 0, body: Response::Hello { version: VERSION } });
}

/// Posting fails only for values that cannot be cloned; a string can.
fn say(scope: &DedicatedWorkerGlobalScope, answer: Envelope<Response>) {
    if let Ok(text) = serde_json::to_string(&answer) {
        drop(scope.post_message(&text.into()));
    }
}
