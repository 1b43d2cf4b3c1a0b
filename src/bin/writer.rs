//! The engine in a Web Worker, with all that writes documents: takes the place of `worker` when somebody looks at them.

#[path = "worker/serve.rs"]
mod serve;

use architrave::engine::Writer;

fn main() {
    let mut writer = Writer::default();
    serve::serve(move |request| writer.answer(request));
}
