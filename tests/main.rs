//! Tests of the engine from outside: whole specs, the command, what other tools say of its output.

#![expect(clippy::string_slice, reason = "a test may panic")]

#[cfg(test)]
mod cases;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod contracts;
#[cfg(test)]
mod design;
#[cfg(test)]
mod diagram;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod everywhere;
#[cfg(test)]
mod generated;
#[cfg(test)]
mod mutations;
#[cfg(test)]
mod platform;
#[cfg(test)]
mod pointers;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod specs;
#[cfg(test)]
mod sql;
#[cfg(test)]
mod tidy;
