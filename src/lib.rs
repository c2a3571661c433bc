//! Forward-mode automatic differentiation.
