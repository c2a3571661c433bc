//! `Display`, `LowerExp`, `UpperExp`, `FromStr`.

use dual_numbers::{Dual, HyperDual, Taylor};

#[test]
fn written_as_documented() {
    let x = Dual::new(1.5, [2.0]);
    assert_eq!(x.to_string(), "1.5 + 2ε");
    assert_eq!(format!("{x:.2}"), "1.50 + 2.00ε");
    assert_eq!(format!("{x:+}"), "+1.5 + +2ε");
    assert_eq!(format!("{x:+.1}"), "+1.5 + +2.0ε");
    assert_eq!(format!("{x:e}"), "1.5e0 + 2e0ε");
    assert_eq!(format!("{x:+.1E}"), "+1.5E0 + +2.0E0ε");
    assert_eq!(format!("{x:#}"), "(1.5 + 2ε)");
    assert_eq!(Dual::new(1.5, [2.0, -3.0]).to_string(), "1.5 + [2, -3]ε");
    assert_eq!(Dual::new(x, [x]).to_string(), "(1.5 + 2ε) + (1.5 + 2ε)ε");
    assert_eq!(HyperDual::new(1.0, [2.0], [3.0, 4.0], [[5.0, 6.0]]).to_string(), "1 + 2ε1 + [3, 4]ε2 + [5, 6]ε1ε2");
    assert_eq!(Taylor::new(1.0, [2.0, 3.0]).to_string(), "1 + [2, 3]t^k");
}

#[test]
fn padded_as_a_whole() {
    let x = Dual::new(1.25, [-3.5]);
    assert_eq!(format!("{x:16}"), "    1.25 + -3.5ε");
    assert_eq!(format!("{x:<16}|{x:>16}|{x:*^16}"), "1.25 + -3.5ε    |    1.25 + -3.5ε|**1.25 + -3.5ε**");
    assert_eq!(format!("{x:^15}|{:^6}", 1.5), " 1.25 + -3.5ε  | 1.5  ");
    assert_eq!(format!("{x:+20.1e}"), "    +1.2e0 + -3.5e0ε");
    assert_eq!(format!("{x:#16}|{x:3}"), "  (1.25 + -3.5ε)|1.25 + -3.5ε");
    assert_eq!(format!("{:36}", Dual::new(x, [x])), "    (1.25 + -3.5ε) + (1.25 + -3.5ε)ε");
    assert_eq!(format!("{:32}", HyperDual::new(1.0, [2.0], [3.0, 4.0], [[5.0, 6.0]])), " 1 + 2ε1 + [3, 4]ε2 + [5, 6]ε1ε2");
    assert_eq!(format!("{:<18}|", Taylor::new(1.0, [2.0, 3.0])), "1 + [2, 3]t^k     |");
}

/// Every part equal, to the bit.
fn same<T: std::fmt::Debug>(a: &T, b: &T) -> bool {
    format!("{a:?}") == format!("{b:?}")
}

macro_rules! reads_back {
    ($($N:ty: $x:expr;)*) => {
        $(
            let x: $N = $x;
            let plain = [format!("{x}"), format!("{x:e}"), format!("{x:E}"), format!("{x:+}"), format!("  {x} ")];
            let parenthesised = [format!("{x:#}"), format!("{x:#e}"), format!("{x:+#E}"), format!(" {x:#} ")];
            for text in plain.into_iter().chain(parenthesised) {
                let y: $N = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
                assert!(same(&x, &y), "{text} was read as {y}");
            }
        )*
    };
}

#[test]
fn reads_back_what_it_writes() {
    reads_back! {
        Dual<f64>: Dual::new(1.5, [-2.25e-300]);
        Dual<f64>: Dual::new(f64::NEG_INFINITY, [-0.0]);
        Dual<f32, 3>: Dual::new(0.1, [1.0, -2.0, f32::MAX]);
        Dual<f64, 0>: Dual::new(0.1, []);
        Dual<Dual<f64>>: Dual::new(Dual::new(1.0, [2.0]), [Dual::new(3.0, [f64::INFINITY])]);
        Dual<HyperDual<f64, 2, 1>, 2>: Dual::new(HyperDual::new(1.0, [2.0, 3.0], [4.0], [[5.0], [6.0]]), [HyperDual::constant(7.0); 2]);
        HyperDual<f64>: HyperDual::new(1.0, [2.0], [3.0], [[4.0]]);
        Taylor<f64, 3>: Taylor::new(1.0, [2.0, -3.0, 4.5]);
        Dual<Taylor<f64, 1>>: Dual::new(Taylor::new(1.0, [2.0]), [Taylor::new(3.0, [4.0])]);
        HyperDual<f64, 2, 3>: HyperDual::new(1.0, [2.0, 3.0], [4.0, 5.0, 6.0], [[7.0, 8.0, 9.0], [-7.0, -8.0, -9.0]]);
    }
    assert!(same(&" 1  +  [2,3 ,4]ε".parse::<Dual<f64, 3>>().unwrap(), &Dual::new(1.0, [2.0, 3.0, 4.0])));
    assert!(same(&"2.5".parse::<Dual<f64, 2>>().unwrap(), &Dual::constant(2.5)));
    // Of the inner type, in its parentheses.
    assert!(same(&"(1 + 2ε)".parse::<Dual<Dual<f64>>>().unwrap(), &Dual::constant(Dual::new(1.0, [2.0]))));
    assert_eq!("3 + 4ε".parse::<Dual<i64>>().unwrap().eps, [4]);
}

#[test]
fn wrong_text_says_what_and_where() {
    let error = |text: &str| text.parse::<Dual<f64, 2>>().unwrap_err().to_string();
    assert_eq!(error(""), "no number, at byte 0");
    for text in ["1.5+[2, 3]ε", "1.5 - 2ε", "2ε", "(1.5+2ε)"] {
        assert_eq!(error(text), "expected ` + ` between the value and each part, as in `1.5 + -2ε`, at byte 0");
    }
    assert_eq!(error("one"), "not a number, at byte 0");
    // The first of several faults; white space in front counts.
    assert_eq!(error("  one"), "not a number, at byte 2");
    assert_eq!(error("1 + [x, y]ε"), "not a number, at byte 5");
    assert_eq!(error("1 + []ε"), "expected 2 directions, found 0, at byte 4");
    let one = |text: &str| text.parse::<Dual<f64>>().unwrap_err().to_string();
    assert_eq!(one("1 + 2εε"), "not a number, at byte 4");
    assert_eq!(one("1 + [2, 3]ε"), "expected 1 direction, found 2, at byte 4");
    assert_eq!(one("1 + []ε"), "expected 1 direction, found 0, at byte 4");
    assert_eq!(one("[1, 2] + 3ε"), "not a number, at byte 0");
    assert_eq!(
        "1 + 2ε1 + 3ε2 + [4, 5]ε1ε2".parse::<HyperDual<f64>>().unwrap_err().to_string(),
        "expected 1 direction, found 2, at byte 18"
    );
    assert_eq!("1 + 2 + 3 + 4ε1ε2".parse::<HyperDual<f64>>().unwrap_err().to_string(), "expected the part to end in `ε1`, at byte 4");
    assert_eq!(error("1 + 2ε"), "expected a list in brackets, at byte 4");
    assert_eq!(error("1 + [2, 3]"), "expected the part to end in `ε`, at byte 4");
    assert_eq!(error("1 + [2, 3, 4]ε"), "expected 2 directions, found 3, at byte 4");
    assert_eq!(error("1 + [2, x]ε"), "not a number, at byte 8");
    assert_eq!(error("1 +  [2 ,  x]ε"), "not a number, at byte 11");
    assert_eq!(error("1 + [ ]ε"), "expected 2 directions, found 0, at byte 4");
    assert_eq!(error("1 + [2, ]ε"), "not a number, at byte 8");
    assert_eq!(error("1 + [2, 3]ε + 4"), "expected 1 or 2 parts joined by ` + `, found 3, at byte 0");
    assert_eq!(one("(1 + xε)"), "not a number, at byte 5");
    assert_eq!(one("((1 + 2ε) + 3ε)"), "not a number, at byte 1");
    assert_eq!(one("(1 + 2ε"), "not a number, at byte 0");
    assert_eq!("1 + 2ε1 + 3ε2 + 4ε2".parse::<HyperDual<f64>>().unwrap_err().to_string(), "expected the part to end in `ε1ε2`, at byte 18");
}
