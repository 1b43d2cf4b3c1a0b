//! Tests of the engine from outside: whole specs, the command, what other tools say of its output.

mod command_line;
mod diagram;
mod schema;
