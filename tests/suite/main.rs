//! The tests of the program as a whole, one module for each part of it.

mod reading;
