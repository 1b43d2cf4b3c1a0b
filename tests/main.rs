//! Tests of the engine from outside: whole specs, the command, what other tools say of its output.

mod cases;
mod command_line;
mod diagram;
mod generated;
mod mutations;
mod properties;
mod schema;
mod specs;
mod tidy;
