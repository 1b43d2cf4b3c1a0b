//! Everything the workbench asks of the browser; the rest of it names no browser interface.

pub(crate) mod drawing;
pub(crate) mod files;
pub(crate) mod focus;
pub(crate) mod page;
pub(crate) mod storage;
pub(crate) mod worker;
