//! A Chromium for the journeys: one that is on the machine, else Playwright's, else the system's package.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::{Problem, Result};
use crate::process::{apt_install, capture, find_on_path, run};

/// Where the journeys and the packages they need live.
pub(crate) const FOLDER: &str = "tests/web";

const NAMES: [&str; 6] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];
const PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];

/// The browser's program. The npm packages of the journeys must be there before.
pub(crate) fn ensure() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROME").map(PathBuf::from) {
        return if runs(&named) {
            Ok(named)
        } else {
            Err(Problem::missing(format!("CHROME={} does not start", named.display()), "unset CHROME, or mend it"))
        };
    }
    if let Some(found) = on_machine().or_else(of_playwright) {
        return Ok(found);
    }
    println!("no Chromium on this machine: downloading Playwright's, about 170 MB");
    let _ = run(playwright().args(["install", "chromium"]));
    if let Some(found) = of_playwright() {
        return Ok(found);
    }
    apt_install(&["chromium"]);
    on_machine().ok_or_else(|| {
        Problem::missing(
            "no Chromium was found, and none could be installed",
            "install Chromium or Chrome, or name one with CHROME=/path/to/chrome",
        )
    })
}

/// Playwright's command line, in the journeys' folder.
pub(crate) fn playwright() -> Command {
    let mut command = Command::new("node");
    command.arg("node_modules/@playwright/test/cli.js").current_dir(FOLDER);
    command
}

fn on_machine() -> Option<PathBuf> {
    let on_path = NAMES.iter().filter_map(|name| find_on_path(name));
    on_path.chain(PLACES.iter().map(PathBuf::from)).find(|file| runs(file))
}

fn of_playwright() -> Option<PathBuf> {
    let ask = "console.log(require('@playwright/test').chromium.executablePath())";
    let file = PathBuf::from(capture(Command::new("node").args(["-e", ask]).current_dir(FOLDER))?);
    runs(&file).then_some(file)
}

/// Some systems put a stub on PATH that only says where to get the browser.
fn runs(file: &Path) -> bool {
    if cfg!(windows) {
        // There `--version` opens a window.
        return file.is_file();
    }
    file.is_file() && capture(Command::new(file).arg("--version")).is_some()
}
