//! Text forms.

use core::fmt;

use crate::Dual;

impl<T: fmt::Display, const N: usize> fmt::Display for Dual<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} + {}ε", self.re, self.eps[0])
    }
}
impl<T: fmt::LowerExp, const N: usize> fmt::LowerExp for Dual<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:e} + {:e}ε", self.re, self.eps[0])
    }
}
impl<T: fmt::UpperExp, const N: usize> fmt::UpperExp for Dual<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:E} + {:E}ε", self.re, self.eps[0])
    }
}
