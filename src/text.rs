//! `Display`, `LowerExp`, `UpperExp`, in the form that the crate's page describes; `plural` for messages.
//!
//! A part is written in the alternate form `{:#}`, which adds the parentheses of nested numbers and which primitives ignore.

use core::fmt::{self, Alignment, Display, Formatter, LowerExp, UpperExp, Write};

use num_traits::PrimInt;

use crate::{Dual, HyperDual, Taylor};

/// The word that goes with a count: `one` for 1, else `many`.
pub(crate) fn plural<N: PrimInt>(count: N, one: &'static str, many: &'static str) -> &'static str {
    if count.is_one() { one } else { many }
}

/// The sign and the precision that every part takes from the whole number.
#[derive(Clone, Copy)]
struct Style {
    plus: bool,
    precision: Option<usize>,
}

/// One part, without a width.
macro_rules! write_part {
    ($name:ident, $Format:ident, $kind:literal) => {
        fn $name<T: $Format>(part: &T, style: Style, to: &mut impl Write) -> fmt::Result {
            match (style.plus, style.precision) {
                (false, None) => write!(to, concat!("{:#", $kind, "}"), part),
                (true, None) => write!(to, concat!("{:+#", $kind, "}"), part),
                (false, Some(p)) => write!(to, concat!("{:#.p$", $kind, "}"), part, p = p),
                (true, Some(p)) => write!(to, concat!("{:+#.p$", $kind, "}"), part, p = p),
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

/// The characters written to it.
struct Length(usize);

impl Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.chars().count();
        Ok(())
    }
}

/// `body` as a whole to the width that is asked for, on the right as numbers stand. `alternate` writes the same text in the alternate form,
/// without a width.
fn padded(
    f: &mut Formatter<'_>,
    alternate: impl Fn(Style, &mut Length) -> fmt::Result,
    body: impl Fn(&mut Formatter<'_>, Style) -> fmt::Result,
) -> fmt::Result {
    let style = Style { plus: f.sign_plus(), precision: f.precision() };
    let body = |f: &mut Formatter<'_>| parenthesised(f, |f| body(f, style));
    let Some(width) = f.width() else { return body(f) };
    let mut length = Length(0);
    alternate(style, &mut length)?;
    let gap = width.saturating_sub(if f.alternate() { length.0 } else { length.0 - "()".len() });
    let before = match f.align() {
        Some(Alignment::Left) => 0,
        Some(Alignment::Center) => gap / 2,
        Some(Alignment::Right) | None => gap,
    };
    let fill = f.fill();
    (0..before).try_for_each(|_| f.write_char(fill))?;
    body(f)?;
    (before..gap).try_for_each(|_| f.write_char(fill))
}

/// One format of a number type: what it writes of `$number` to `$f`, each part by `$write`.
macro_rules! written {
    ($Format:ident by $by:ident, $Number:ident<$($C:ident),*> |$number:ident, $f:ident, $write:ident| $body:block) => {
        impl<T: $Format, $(const $C: usize),*> $Format for $Number<T, $($C),*> {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                let $number = self;
                let alternate = |style: Style, to: &mut Length| $by($number, style, to);
                padded(f, alternate, |$f, style| {
                    let $write = |part: &T, f: &mut Formatter<'_>| $by(part, style, f);
                    $body
                })
            }
        }
    };
}

macro_rules! text {
    ($Format:ident by $by:ident) => {
        written!($Format by $by, Dual<N> |x, f, write| {
            write(&x.re, f)?;
            f.write_str(" + ")?;
            write_list(&x.eps, f, write)?;
            f.write_str("ε")
        });
        written!($Format by $by, HyperDual<M, N> |x, f, write| {
            write(&x.re, f)?;
            f.write_str(" + ")?;
            write_list(&x.eps1, f, write)?;
            f.write_str("ε1 + ")?;
            write_list(&x.eps2, f, write)?;
            f.write_str("ε2 + ")?;
            write_list(&x.eps12, f, |row, f| write_list(row, f, write))?;
            f.write_str("ε1ε2")
        });
        written!($Format by $by, Taylor<K> |x, f, write| {
            write(&x.re, f)?;
            f.write_str(" + ")?;
            write_list(&x.coefficients, f, write)?;
            f.write_str("t^k")
        });
    };
}
text!(Display by write_display);
text!(LowerExp by write_lower_exp);
text!(UpperExp by write_upper_exp);
