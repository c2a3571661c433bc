//! Arrays of `ndarray`: arrays of numbers taken apart, and drivers of functions of an array.
//!
//! Every number type is a `ScalarOperand` and a `LinalgScalar`: arithmetic, `dot`, `sum` and broadcasting run on arrays of them. The scalar, a
//! number or a primitive, stands on the right (`array * 2.0`): the language lets nobody but `ndarray` write `2.0 * array`.
//!
//! ```
//! use dual_numbers::{Dual, interop::ndarray::ArrayParts};
//! use ndarray::{array, Array1};
//!
//! let a = array![[1.0, 2.0], [3.0, 4.0]];
//! let x = Array1::from(Dual::variables([5.0, 6.0]).to_vec());
//! let y = a.mapv(Dual::constant).dot(&x) * 2.0;
//! assert_eq!(y.parts().re, array![34.0, 78.0]);
//! assert_eq!(y.parts().eps, [array![2.0, 6.0], array![4.0, 8.0]]); // the columns of 2 a
//! ```

use ndarray::{Array, ArrayRef, Dimension, ScalarOperand};

use super::Parts;
use crate::{Dual, HyperDual};

impl<T: Clone + 'static, const N: usize> ScalarOperand for Dual<T, N> {}
impl<T: Clone + 'static, const M: usize, const N: usize> ScalarOperand for HyperDual<T, M, N> {}

/// An array of numbers, taken apart.
pub trait ArrayParts {
    /// One number of the array.
    type Number: Parts;
    /// An array of one part of each number.
    type Array;

    /// The array of values and the arrays of partial derivatives, in the fields that one number has.
    ///
    /// ```
    /// use dual_numbers::{Dual, interop::ndarray::ArrayParts};
    /// use ndarray::array;
    /// let squares = array![1.0, 2.0].mapv(|x| Dual::variable(x).powi(2));
    /// assert_eq!(squares.parts().re, array![1.0, 4.0]);
    /// assert_eq!(squares.parts().derivative(), array![2.0, 4.0]);
    /// ```
    fn parts(&self) -> <Self::Number as Parts>::Of<Self::Array>;
}

impl<D: Parts, I: Dimension> ArrayParts for ArrayRef<D, I> {
    type Number = D;
    type Array = Array<D::Part, I>;

    fn parts(&self) -> D::Of<Self::Array> {
        D::each_part(|part| self.map(part))
    }
}
