//! What the tests of the functions share.
#![allow(dead_code)] // each test file uses its own part

pub mod functions;
pub mod jet;
pub mod reference;
