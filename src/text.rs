//! `Display`, `LowerExp`, `UpperExp`, in the form that the crate's page describes.
//!
//! A part is written in the alternate form `{:#}`, which adds the parentheses of nested numbers and which primitives ignore.

use core::fmt::{self, Display, Formatter, LowerExp, UpperExp};

use crate::{Dual, HyperDual, Taylor};

/// One part, with the precision and the sign of the whole number.
macro_rules! write_part {
    ($name:ident, $Format:ident, $kind:literal) => {
        fn $name<T: $Format>(part: &T, f: &mut Formatter<'_>) -> fmt::Result {
            match (f.sign_plus(), f.precision()) {
                (false, None) => write!(f, concat!("{:#", $kind, "}"), part),
                (true, None) => write!(f, concat!("{:+#", $kind, "}"), part),
                (false, Some(p)) => write!(f, concat!("{:#.p$", $kind, "}"), part, p = p),
                (true, Some(p)) => write!(f, concat!("{:+#.p$", $kind, "}"), part, p = p),
            }
        }
    };
}
write_part!(write_display, Display, "");
write_part!(write_lower_exp, LowerExp, "e");
write_part!(write_upper_exp, UpperExp, "E");

/// One item bare, several in brackets.
fn write_list<T>(items: &[T], f: &mut Formatter<'_>, write: impl Fn(&T, &mut Formatter<'_>) -> fmt::Result) -> fmt::Result {
    if let [item] = items {
        return write(item, f);
    }
    f.write_str("[")?;
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            f.write_str(", ")?;
        }
        write(item, f)?;
    }
    f.write_str("]")
}

/// `body`, in parentheses in the alternate form.
fn parenthesised(f: &mut Formatter<'_>, body: impl Fn(&mut Formatter<'_>) -> fmt::Result) -> fmt::Result {
    if !f.alternate() {
        return body(f);
    }
    f.write_str("(")?;
    body(f)?;
    f.write_str(")")
}

macro_rules! text {
    ($Format:ident, $write:ident) => {
        impl<T: $Format, const N: usize> $Format for Dual<T, N> {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                parenthesised(f, |f| {
                    $write(&self.re, f)?;
                    f.write_str(" + ")?;
                    write_list(&self.eps, f, $write)?;
                    f.write_str("ε")
                })
            }
        }

        impl<T: $Format, const M: usize, const N: usize> $Format for HyperDual<T, M, N> {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                parenthesised(f, |f| {
                    $write(&self.re, f)?;
                    f.write_str(" + ")?;
                    write_list(&self.eps1, f, $write)?;
                    f.write_str("ε1 + ")?;
                    write_list(&self.eps2, f, $write)?;
                    f.write_str("ε2 + ")?;
                    write_list(&self.eps12, f, |row, f| write_list(row, f, $write))?;
                    f.write_str("ε1ε2")
                })
            }
        }

        impl<T: $Format, const K: usize> $Format for Taylor<T, K> {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                parenthesised(f, |f| {
                    $write(&self.re, f)?;
                    f.write_str(" + ")?;
                    write_list(&self.coefficients, f, $write)?;
                    f.write_str("t^k")
                })
            }
        }
    };
}
text!(Display, write_display);
text!(LowerExp, write_lower_exp);
text!(UpperExp, write_upper_exp);
