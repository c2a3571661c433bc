//! Numbers as text and back, for any number of directions; wrong input gives serde's own errors.
#![cfg(feature = "serde")]

use dual_numbers::{Dual, HyperDual, Taylor};
use serde_json::{from_str, to_string};
use serde_test::{Token, assert_de_tokens_error, assert_ser_tokens};

#[test]
fn the_human_readable_form_is_a_struct_of_the_fields() {
    assert_eq!(to_string(&Dual::new(1.5, [2.0, 3.0])).unwrap(), r#"{"re":1.5,"eps":[2.0,3.0]}"#);
    assert_eq!(to_string(&HyperDual::new(1.0, [2.0], [3.0], [[4.0]])).unwrap(), r#"{"re":1.0,"eps1":[2.0],"eps2":[3.0],"eps12":[[4.0]]}"#);
    assert_eq!(to_string(&Taylor::new(1.0, [2.0, 3.0])).unwrap(), r#"{"re":1.0,"coefficients":[2.0,3.0]}"#);
    let nested = Dual::new(Dual::new(1.0, [2.0]), [Dual::new(3.0, [4.0])]);
    assert_eq!(to_string(&nested).unwrap(), r#"{"re":{"re":1.0,"eps":[2.0]},"eps":[{"re":3.0,"eps":[4.0]}]}"#);
}

#[test]
fn every_part_comes_back_for_any_number_of_directions() {
    fn there_and_back<const N: usize>() {
        let x = Dual::new(0.1, std::array::from_fn::<_, N, _>(|i| 1.0 / (i as f64 + 3.0)));
        let y: Dual<f64, N> = from_str(&to_string(&x).unwrap()).unwrap();
        assert_eq!((x.re, x.eps), (y.re, y.eps));
    }
    there_and_back::<0>();
    there_and_back::<1>();
    there_and_back::<32>();
    there_and_back::<33>();
    there_and_back::<100>();
    let x = HyperDual::<f64, 2, 40>::new(0.5, [1.0, 2.0], [3.0; 40], [[4.0; 40], [5.0; 40]]);
    let y: HyperDual<f64, 2, 40> = from_str(&to_string(&x).unwrap()).unwrap();
    assert_eq!((x.re, x.eps1, x.eps2, x.eps12), (y.re, y.eps1, y.eps2, y.eps12));
}

#[test]
fn fields_come_in_any_order() {
    let x: Dual<f64> = from_str(r#"{"eps":[2],"re":1}"#).unwrap();
    assert_eq!((x.re, x.eps), (1.0, [2.0]));
}

#[test]
fn formats_without_names_get_the_parts_in_order() {
    let x: Dual<f64, 2> = from_str("[1.0, [2.0, 3.0]]").unwrap();
    assert_eq!((x.re, x.eps), (1.0, [2.0, 3.0]));
    assert_ser_tokens(
        &Dual::new(1.0, [2.0]),
        &[
            Token::Struct { name: "Dual", len: 2 },
            Token::Str("re"),
            Token::F64(1.0),
            Token::Str("eps"),
            Token::Tuple { len: 1 },
            Token::F64(2.0),
            Token::TupleEnd,
            Token::StructEnd,
        ],
    );
}

#[test]
fn wrong_input_gives_serdes_errors() {
    let message = |text: &str| from_str::<Dual<f64, 2>>(text).unwrap_err().to_string();
    assert!(message(r#"{"re":1.0}"#).starts_with("missing field `eps`"));
    assert!(message(r#"{"re":1.0,"re":1.0,"eps":[1.0,2.0]}"#).starts_with("duplicate field `re`"));
    assert!(message(r#"{"re":1.0,"eps":[1.0,2.0],"x":0}"#).starts_with("unknown field `x`, expected `re` or `eps`"));
    assert!(message(r#"{"re":1.0,"eps":[1.0]}"#).starts_with("invalid length 1, expected an array of length 2"));
    assert!(message(r#"{"re":1.0,"eps":[1.0,2.0,3.0]}"#).starts_with("invalid length 3, expected an array of length 2"));
    assert!(message(r#"{"re":"one","eps":[1.0,2.0]}"#).starts_with("invalid type: string \"one\", expected f64"));
    assert_de_tokens_error::<Dual<f64>>(
        &[Token::Struct { name: "Dual", len: 1 }, Token::Str("eps1")],
        "unknown field `eps1`, expected `re` or `eps`",
    );
}
