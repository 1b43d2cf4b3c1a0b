//! The workbench in the browser's main thread. It holds no engine: that runs in a worker.

mod app;

fn main() {
    app::start();
}
