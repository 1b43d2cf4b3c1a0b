//! The database server that no npm package brings: MariaDB, from this machine, else from the system's packages.

use std::path::PathBuf;
use std::process::Command;

use crate::problem::{Problem, Result};
use crate::process::{apt_install, capture, find_on_path};

const PLACES: [&str; 4] = [
    "/usr/sbin/mariadbd",
    "/usr/libexec/mariadbd",
    "/opt/homebrew/bin/mariadbd",
    "/usr/local/opt/mariadb/bin/mariadbd",
];

/// The server's program.
pub(crate) fn ensure_mariadb() -> Result<PathBuf> {
    if let Some(found) = on_machine() {
        return Ok(found);
    }
    apt_install(&["mariadb-server-core"]);
    on_machine().ok_or_else(|| {
        Problem::missing(
            "no MariaDB server was found, and none could be installed: nothing ran the scripts for MySQL",
            "install MariaDB's server, or put its `mariadbd` on PATH",
        )
    })
}

fn on_machine() -> Option<PathBuf> {
    // Not every user has the folder of servers on PATH.
    let places = find_on_path("mariadbd").into_iter().chain(PLACES.iter().map(PathBuf::from));
    places.into_iter().find(|file| file.is_file() && capture(Command::new(file).arg("--version")).is_some())
}
