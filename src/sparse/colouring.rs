//! [`Colouring`]: which columns share a direction.

use std::vec;
use std::vec::Vec;

use super::{SparseError, SparsityPattern};
use crate::shape::check;

/// In which order a greedy colouring takes the columns. Each column gets the first colour that its neighbours leave free.
///
/// ```
/// use dual_numbers::sparse::{Colouring, Order, SparsityPattern};
/// // Columns 0 - 2 - 3 - 1 form a chain.
/// let chain = SparsityPattern::from_triplets(3, 4, [(0, 0), (0, 2), (1, 2), (1, 3), (2, 3), (2, 1)])?;
/// let count = |order| Colouring::of_columns(&chain, order).count();
/// assert_eq!((count(Order::Natural), count(Order::LargestFirst)), (3, 2));
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Order {
    /// As they stand: best for bands and other regular grids.
    #[default]
    Natural,
    /// Most neighbours first.
    LargestFirst,
    /// Last the one with fewest neighbours, before it the one with fewest among the others, and so on: best for irregular matrices.
    SmallestLast,
}

/// A colour for each column; columns of one colour share a direction of differentiation.
///
/// Greedy, in three orders, after A. H. Gebremedhin, F. Manne, A. Pothen, "What Color Is Your Jacobian? Graph Coloring for Computing
/// Derivatives", SIAM Review 47 (2005), 629-705; the same pattern gives the same colours everywhere. One made elsewhere enters by
/// [`new`](Self::new).
///
/// ```
/// use dual_numbers::sparse::{Colouring, Order, SparsityPattern};
/// let tridiagonal = (0..9usize).flat_map(|i| (i.saturating_sub(1)..(i + 2).min(9)).map(move |j| (i, j)));
/// let colouring = Colouring::of_columns(&SparsityPattern::from_triplets(9, 9, tridiagonal)?, Order::Natural);
/// assert_eq!((colouring.count(), colouring.colours()), (3, &[0, 1, 2, 0, 1, 2, 0, 1, 2][..]));
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
#[doc(alias("coloring", "color"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colouring {
    colours: Vec<u32>,
    count: usize,
}

impl Colouring {
    /// A colouring by hand.
    ///
    /// ```
    /// use dual_numbers::sparse::Colouring;
    /// assert_eq!(Colouring::new(vec![0, 1, 0]).count(), 2);
    /// ```
    #[must_use]
    pub fn new(colours: Vec<u32>) -> Self {
        let count = colours.iter().max().map_or(0, |&last| (last as usize).saturating_add(1));
        Self { colours, count }
    }

    /// Columns of a Jacobian: no two columns of one row share a colour (distance-2 colouring, greedy).
    ///
    /// ```
    /// use dual_numbers::sparse::{Colouring, Order, SparsityPattern};
    /// let pattern = SparsityPattern::from_triplets(2, 3, [(0, 0), (0, 1), (1, 1), (1, 2)])?;
    /// assert_eq!(Colouring::of_columns(&pattern, Order::Natural).colours(), [0, 1, 0]);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn of_columns(pattern: &SparsityPattern, order: Order) -> Self {
        let neighbours = SharedRow { pattern, transposed: pattern.transpose() };
        let mut greedy = Greedy::new(pattern.columns());
        for j in neighbours.sequence(order) {
            neighbours.visit(j, |k| greedy.forbid(k, j));
            greedy.colour(j);
        }
        Self::new(greedy.colours)
    }

    /// Columns of a Hessian: neighbours differ, and every path over four of them has three colours (star colouring, greedy). So each entry
    /// can be read from a Hessian-vector product, its own or that of its mirror image; this takes fewer colours than
    /// [`of_columns`](Self::of_columns).
    ///
    /// Algorithm 4.1 of A. H. Gebremedhin, A. Tarafdar, F. Manne, A. Pothen, "New Acyclic and Star Coloring Algorithms with Application to Computing
    /// Hessians", SIAM J. Sci. Comput. 29 (2007), 1042-1072.
    ///
    /// # Errors
    ///
    /// If the pattern is not symmetric.
    ///
    /// ```
    /// use dual_numbers::sparse::{Colouring, Order, SparsityPattern};
    /// // An arrow: the first variable interacts with all others. Its rows are dense, but two colours will do.
    /// let arrow = (0..9).flat_map(|i| [(i, i), (0, i), (i, 0)]);
    /// let arrow = SparsityPattern::from_triplets(9, 9, arrow)?;
    /// assert_eq!(Colouring::star(&arrow, Order::Natural)?.count(), 2);
    /// assert_eq!(Colouring::of_columns(&arrow, Order::Natural).count(), 9);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn star(pattern: &SparsityPattern, order: Order) -> Result<Self, SparseError> {
        pattern.check_symmetric()?;
        Ok(Self::star_of_symmetric(pattern, order))
    }

    /// The same of a pattern that is known to be symmetric.
    pub(super) fn star_of_symmetric(pattern: &SparsityPattern, order: Order) -> Self {
        let mut stars = Stars::new(pattern);
        for v in Adjacent(pattern).sequence(order) {
            stars.place(v);
        }
        Self::new(stars.greedy.colours)
    }

    /// The colouring with fewest colours among those that `colour` makes in each order; the first of them. None has fewer than `least`.
    pub(super) fn fewest(least: usize, colour: impl Fn(Order) -> Self) -> Self {
        let best = colour(Order::Natural);
        if best.count <= least {
            return best;
        }
        let others = [Order::LargestFirst, Order::SmallestLast].map(colour);
        others.into_iter().fold(best, |best, other| if other.count < best.count { other } else { best })
    }

    /// One more than the largest colour: how many directions an evaluation takes.
    ///
    /// ```
    /// use dual_numbers::sparse::Colouring;
    /// assert_eq!(Colouring::new(vec![0, 2, 0]).count(), 3); // colour 1 is not used
    /// ```
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The colour of each column.
    ///
    /// ```
    /// use dual_numbers::sparse::{Colouring, Order, SparsityPattern};
    /// let arrow = SparsityPattern::from_triplets(2, 3, [(0, 0), (0, 1), (1, 1), (1, 2)])?;
    /// assert_eq!(Colouring::of_columns(&arrow, Order::Natural).colours(), [0, 1, 0]);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn colours(&self) -> &[u32] {
        &self.colours
    }

    /// An error unless there is a colour for each of `columns` columns, all below `columns`.
    pub(super) fn check_range(&self, columns: usize) -> Result<(), SparseError> {
        check("colours", columns, self.colours.len())?;
        let too_large = self.colours.iter().position(|&colour| colour as usize >= columns);
        too_large.map_or(Ok(()), |column| Err(SparseError::ColourTooLarge { column, colour: self.colours[column] as usize, columns }))
    }

    /// An error unless there is a colour for each column, and no two columns of one row share one.
    pub(super) fn check_columns(&self, pattern: &SparsityPattern) -> Result<(), SparseError> {
        self.check_range(pattern.columns())?;
        let mut last = vec![(usize::MAX, 0); self.count];
        for (row, column) in pattern.entries() {
            let colour = self.colours[column] as usize;
            let (met, other) = core::mem::replace(&mut last[colour], (row, column));
            if met == row {
                return Err(SparseError::SameColour { row, columns: (other, column), colour });
            }
        }
        Ok(())
    }
}

/// Not coloured yet.
const NONE: u32 = u32::MAX;

/// Colours given so far, and those that the vertex at hand may not have.
struct Greedy {
    colours: Vec<u32>,
    /// The last vertex for which each colour was forbidden.
    forbidden_for: Vec<usize>,
}

impl Greedy {
    fn new(n: usize) -> Self {
        Self { colours: vec![NONE; n], forbidden_for: Vec::new() }
    }

    /// Vertex `v` may not have the colour of `w`.
    fn forbid(&mut self, w: usize, v: usize) {
        if let Some(forbidden) = self.forbidden_for.get_mut(self.colours[w] as usize) {
            *forbidden = v;
        }
    }

    /// The first colour that is free for `v`.
    fn colour(&mut self, v: usize) {
        let free = self.forbidden_for.iter().position(|&w| w != v).unwrap_or(self.forbidden_for.len());
        if free == self.forbidden_for.len() {
            self.forbidden_for.push(usize::MAX);
        }
        self.colours[v] = free as u32;
    }
}

// -------------------------------------------------------------------------------------------------------- orderings

/// Who is whose neighbour.
trait Neighbours {
    fn vertices(&self) -> usize;

    /// Calls `f` for the neighbours of `v`; one may come several times.
    fn visit(&self, v: usize, f: impl FnMut(usize));

    /// The vertices in the given order.
    fn sequence(&self, order: Order) -> Vec<usize> {
        let mut sequence: Vec<_> = (0..self.vertices()).collect();
        match order {
            Order::Natural => {}
            Order::LargestFirst => {
                let degrees = self.degrees();
                sequence.sort_by_key(|&v| core::cmp::Reverse(degrees[v]));
            }
            Order::SmallestLast => self.peel(&mut sequence),
        }
        sequence
    }

    /// How many different neighbours each vertex has.
    fn degrees(&self) -> Vec<usize> {
        let mut met = vec![usize::MAX; self.vertices()];
        let mut degree = |v| {
            let mut degree = 0;
            self.visit(v, |w| degree += usize::from(core::mem::replace(&mut met[w], v) != v));
            degree
        };
        (0..self.vertices()).map(&mut degree).collect()
    }

    /// Takes the vertex with fewest neighbours away, again and again, and fills the sequence from its end.
    fn peel(&self, sequence: &mut [usize]) {
        let mut degrees = self.degrees();
        // Vertices by degree. One whose degree has dropped stands in several buckets; only its last place counts.
        let mut buckets = vec![Vec::new(); degrees.iter().max().map_or(0, |&d| d + 1)];
        for v in (0..degrees.len()).rev() {
            buckets[degrees[v]].push(v);
        }
        let (mut taken, mut met) = (vec![false; degrees.len()], vec![usize::MAX; degrees.len()]);
        let mut lowest = 0;
        for place in sequence.iter_mut().rev() {
            let v = loop {
                match buckets[lowest].pop() {
                    Some(v) if !taken[v] => break v,
                    Some(_) => {}
                    None => lowest += 1,
                }
            };
            (*place, taken[v]) = (v, true);
            self.visit(v, |w| {
                if core::mem::replace(&mut met[w], v) != v && !taken[w] {
                    degrees[w] -= 1;
                    buckets[degrees[w]].push(w);
                    lowest = lowest.min(degrees[w]);
                }
            });
        }
    }
}

/// Columns with a row in common.
struct SharedRow<'a> {
    pattern: &'a SparsityPattern,
    transposed: SparsityPattern,
}

impl Neighbours for SharedRow<'_> {
    fn vertices(&self) -> usize {
        self.pattern.columns()
    }

    fn visit(&self, v: usize, mut f: impl FnMut(usize)) {
        for &row in self.transposed.row(v) {
            self.pattern.row(row).iter().filter(|&&w| w != v).for_each(|&w| f(w));
        }
    }
}

/// Variables with an entry in common.
struct Adjacent<'a>(&'a SparsityPattern);

impl Neighbours for Adjacent<'_> {
    fn vertices(&self) -> usize {
        self.0.rows()
    }

    fn visit(&self, v: usize, f: impl FnMut(usize)) {
        self.0.row(v).iter().copied().filter(|&w| w != v).for_each(f);
    }
}

// ---------------------------------------------------------------------------------------------------- star colouring

/// No star, no entry.
const NOWHERE: usize = usize::MAX;

/// A star colouring under way. The edges between two colours form stars; each edge belongs to one, whose hub is the vertex in the middle, once
/// it has two edges.
struct Stars<'a> {
    pattern: &'a SparsityPattern,
    greedy: Greedy,
    /// For each entry of the pattern, the number of its mirror image.
    mirror_of: Vec<usize>,
    /// For each entry, the star of that edge; both entries of an edge agree.
    star_of: Vec<usize>,
    /// By star: whether it has a hub, from its second edge on.
    has_hub: Vec<bool>,
    /// From the offset of each row: the colours around that vertex, ascending, each with the entry of one neighbour that has it.
    around: Vec<(u32, usize)>,
    /// By vertex: how many colours are around it.
    colours_around: Vec<usize>,
    /// By vertex: the hubs of the stars in which it is a leaf.
    hubs_beside: Vec<Vec<usize>>,
    /// By colour: the last vertex that met it, and the entry of the neighbour where it did first.
    first_neighbour: Vec<(usize, usize)>,
    /// By vertex: the last vertex for which the colours around it were forbidden.
    treated_for: Vec<usize>,
}

impl<'a> Stars<'a> {
    fn new(pattern: &'a SparsityPattern) -> Self {
        Self {
            pattern,
            greedy: Greedy::new(pattern.rows()),
            mirror_of: pattern.mirrors(),
            star_of: vec![NOWHERE; pattern.nonzeros()],
            has_hub: Vec::new(),
            around: vec![(NONE, NOWHERE); pattern.nonzeros()],
            colours_around: vec![0; pattern.rows()],
            hubs_beside: vec![Vec::new(); pattern.rows()],
            first_neighbour: Vec::new(),
            treated_for: vec![NOWHERE; pattern.rows()],
        }
    }

    /// The neighbours of `v`, each with the number of its entry.
    fn neighbours(&self, v: usize) -> impl Iterator<Item = (usize, usize)> + use<'a> {
        let (pattern, first) = (self.pattern, self.pattern.row_offsets()[v]);
        pattern.row(v).iter().enumerate().map(move |(k, &w)| (first + k, w)).filter(move |&(_, w)| w != v)
    }

    fn colour_of(&self, v: usize) -> Option<usize> {
        Some(self.greedy.colours[v]).filter(|&colour| colour != NONE).map(|colour| colour as usize)
    }

    /// Colours `v`.
    fn place(&mut self, v: usize) {
        for (edge, w) in self.neighbours(v) {
            let Some(colour) = self.colour_of(w) else { continue };
            self.greedy.forbid(w, v);
            let (met, first) = self.first_neighbour[colour];
            if met == v {
                // Two neighbours of one colour: a third colour must stand behind each of them.
                let first = self.pattern.column_indices()[first];
                if self.treated_for[first] != v {
                    self.treat(v, first);
                }
                self.treat(v, w);
            } else {
                self.first_neighbour[colour] = (v, edge);
                // A hub beside `w` has another neighbour of the colour of `w`.
                for &hub in &self.hubs_beside[w] {
                    self.greedy.forbid(hub, v);
                }
            }
        }
        self.greedy.colour(v);
        self.first_neighbour.resize(self.greedy.forbidden_for.len(), (NOWHERE, NOWHERE));
        self.join_stars(v);
    }

    /// Forbids for `v` the colours of all neighbours of `w`.
    fn treat(&mut self, v: usize, w: usize) {
        let first = self.pattern.row_offsets()[w];
        for &(colour, _) in &self.around[first..first + self.colours_around[w]] {
            self.greedy.forbidden_for[colour as usize] = v;
        }
        self.treated_for[w] = v;
    }

    /// Puts the edges of `v`, just coloured, into stars.
    fn join_stars(&mut self, v: usize) {
        for (edge, w) in self.neighbours(v) {
            let Some(colour) = self.colour_of(w) else { continue };
            let mirror = self.mirror_of[edge];
            let twin = self.meet(w, v, mirror);
            self.meet(v, w, edge);
            let (_, first) = self.first_neighbour[colour];
            let star = if let Some(other) = twin {
                // Another neighbour of `w` has the colour of `v`: `w` is in the middle.
                self.extend_star(self.star_of[other], w, [self.pattern.column_indices()[other], v])
            } else if first != edge {
                // Another neighbour of `v` has the colour of `w`: `v` is in the middle.
                self.extend_star(self.star_of[first], v, [self.pattern.column_indices()[first], w])
            } else {
                self.has_hub.push(false);
                self.has_hub.len() - 1
            };
            self.star_of[edge] = star;
            self.star_of[mirror] = star;
        }
    }

    /// Puts the colour of `x`, by the entry `edge` a neighbour of `v`, among those around `v`. The entry of another neighbour that has it,
    /// if there is one.
    fn meet(&mut self, v: usize, x: usize, edge: usize) -> Option<usize> {
        let (colour, first, count) = (self.greedy.colours[x], self.pattern.row_offsets()[v], self.colours_around[v]);
        let around = &mut self.around[first..=first + count];
        let place =
            if count > 0 && around[count - 1].0 < colour { count } else { around[..count].partition_point(|&(other, _)| other < colour) };
        if place < count && around[place].0 == colour {
            return Some(around[place].1);
        }
        around.copy_within(place..count, place + 1);
        around[place] = (colour, edge);
        self.colours_around[v] += 1;
        None
    }

    /// A star that had the edge from `hub` to the first leaf gets one to the second.
    fn extend_star(&mut self, star: usize, hub: usize, [old, new]: [usize; 2]) -> usize {
        if !core::mem::replace(&mut self.has_hub[star], true) {
            self.hubs_beside[old].push(hub);
        }
        self.hubs_beside[new].push(hub);
        star
    }
}
