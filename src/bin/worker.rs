//! The engine in a Web Worker: answers `protocol` messages, one at a time, in order.
//!
//! It may be ended at any moment. Whatever it knows comes from the text checked last, which the workbench sends again.

#[path = "worker/serve.rs"]
mod serve;

use architrave::engine::Engine;

fn main() {
    let mut engine = Engine::default();
    serve::serve(move |request| engine.answer(request));
}
