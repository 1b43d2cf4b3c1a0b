//! The workbench in the browser's main thread. It holds no engine: that runs in a worker.
#![expect(unreachable_pub, reason = "Leptos declares the properties of each component `pub`")]

mod app;

fn main() {
    app::start();
}
