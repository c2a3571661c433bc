//! What one run of a function leaves behind. The tape of the run under way belongs to the thread; a guard puts it there and takes it away.

use core::sync::atomic::{AtomicU32, Ordering};
use std::cell::RefCell;
use std::vec;
use std::vec::Vec;

use super::pattern::{RowUnions, offsets};
use super::sets::{Reader, SetId, Sets};
use super::{SparseError, SparsityPattern};

std::thread_local! {
    static TAPE: RefCell<Option<Tape>> = const { RefCell::new(None) };
}

/// What ties a traced number to its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its set of inputs in a run of first order, its operation in one of second order; 0 for a constant.
    node: u32,
    run: u32,
}

impl Mark {
    /// Depends on no input.
    pub(crate) const CONSTANT: Self = Self { node: 0, run: 0 };
    /// Depends on something that this run cannot know; no run has number 0.
    const LOST: Self = Self { node: u32::MAX, run: 0 };

    pub(crate) fn is_constant(self) -> bool {
        self.node == 0
    }
}

/// Which second derivatives an operation on `a` and `b` has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bend {
    /// None: `a + b`.
    Linear,
    /// The mixed one: `a b`.
    Bilinear,
    /// The mixed one and that in `b`: `a / b`.
    Quotient,
    /// All.
    Full,
}

#[derive(Clone, Copy, Debug)]
struct Operation {
    a: u32,
    b: u32,
    inputs: SetId,
    bend: Bend,
}

#[derive(Debug)]
pub(super) struct Tape {
    run: u32,
    sets: Sets,
    /// In a run of second order, every operation that bends or joins traced numbers; the first are the empty one and the inputs.
    operations: Option<Vec<Operation>>,
    comparisons: usize,
    error: Option<SparseError>,
    /// When the run is over.
    outputs: Vec<Mark>,
}

/// Records the result of an operation on `a` and `b`.
#[inline]
pub(crate) fn join(a: Mark, b: Mark, bend: Bend) -> Mark {
    if a.is_constant() && b.is_constant() {
        return Mark::CONSTANT;
    }
    TAPE.try_with(|tape| tape.borrow_mut().as_mut().map(|tape| tape.join(a, b, bend))).ok().flatten().unwrap_or(Mark::LOST)
}

/// Notes that a branch looked at numbers.
#[inline]
pub(crate) fn compare<const N: usize>(marks: [Mark; N]) {
    if !marks.iter().all(|mark| mark.is_constant()) {
        // Without a tape there is no run to tell.
        let _ = TAPE.try_with(|tape| tape.borrow_mut().as_mut().map(|tape| tape.compare(&marks)));
    }
}

impl Tape {
    fn join(&mut self, a: Mark, b: Mark, bend: Bend) -> Mark {
        match self.node(a).and_then(|a| Ok((a, self.node(b)?))).and_then(|(a, b)| self.record(a, b, bend)) {
            Ok(node) => Mark { node, run: self.run },
            Err(error) => {
                self.error.get_or_insert(error);
                Mark::LOST
            }
        }
    }

    fn compare(&mut self, marks: &[Mark]) {
        self.comparisons += 1;
        if let Some(error) = marks.iter().find_map(|&mark| self.node(mark).err()) {
            self.error.get_or_insert(error);
        }
    }

    /// The node of a number of this run.
    fn node(&self, mark: Mark) -> Result<u32, SparseError> {
        if mark.is_constant() || mark.run == self.run { Ok(mark.node) } else { Err(SparseError::ForeignTracer) }
    }

    fn record(&mut self, a: u32, b: u32, bend: Bend) -> Result<u32, SparseError> {
        let Some(operations) = &mut self.operations else {
            return self.sets.union(a, b).ok_or(SparseError::TapeFull);
        };
        // An operation that is linear in the only traced operand bends nothing.
        match (a, b, bend) {
            (0, b, Bend::Linear | Bend::Bilinear) => return Ok(b),
            (a, 0, Bend::Linear | Bend::Bilinear | Bend::Quotient) => return Ok(a),
            _ => {}
        }
        let node = u32::try_from(operations.len()).ok().filter(|&node| node < u32::MAX).ok_or(SparseError::TapeFull)?;
        let [in_a, in_b] = [a, b].map(|node| operations[node as usize].inputs);
        let inputs = self.sets.union(in_a, in_b).ok_or(SparseError::TapeFull)?;
        operations.push(Operation { a, b, inputs, bend });
        Ok(node)
    }

    /// An error if the function compared traced numbers.
    pub(super) fn without_branches(self) -> Result<Self, SparseError> {
        match self.comparisons {
            0 => Ok(self),
            comparisons => Err(SparseError::Branches { comparisons }),
        }
    }

    /// The inputs of each output. For a run of first order.
    pub(super) fn dependencies(self) -> Result<SparsityPattern, SparseError> {
        let nodes = self.outputs.iter().map(|&mark| self.node(mark)).collect::<Result<Vec<_>, _>>()?;
        // Sets in the order in which they were made: a long calculation is walked from its beginning, whatever the order of the outputs.
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        order.sort_by_key(|&row| nodes[row]);
        let (mut places, mut found, inputs) = (vec![0..0; nodes.len()], Vec::new(), self.sets.inputs());
        let mut reader = Reader::new(self.sets);
        for row in order {
            let start = found.len();
            reader.append(nodes[row], &mut found);
            places[row] = start..found.len();
        }
        let (mut offsets, mut columns) = (vec![0], Vec::with_capacity(found.len()));
        for place in places {
            columns.extend_from_slice(&found[place]);
            offsets.push(columns.len());
        }
        Ok(SparsityPattern::from_sorted(inputs, offsets, columns))
    }

    /// The inputs that interact with each input. For a run of second order.
    pub(super) fn interactions(self) -> Result<SparsityPattern, SparseError> {
        let products = self.products()?;
        let n = self.sets.inputs();
        let (sets, products) = self.sets.write_out(products).ok_or(SparseError::TapeFull)?;
        let members = |id: SetId| sets.list(id).unwrap_or_default().iter().map(|&i| i as usize); // every set is written out
        // With P x Q among the products, row i in P has the columns Q, and the other way round.
        let mirrored = |&(p, q): &(SetId, SetId)| core::iter::once((p, q)).chain((p != q).then_some((q, p)));
        let factors = offsets(n, products.iter().flat_map(mirrored).flat_map(|(p, _)| members(p)));
        let (mut next, mut columns_of) = (factors.clone(), vec![0; factors[n]]);
        for (p, q) in products.iter().flat_map(mirrored) {
            for i in members(p) {
                columns_of[next[i]] = q;
                next[i] += 1;
            }
        }
        let mut rows = RowUnions::new(n);
        for i in 0..n {
            for &q in &columns_of[factors[i]..factors[i + 1]] {
                members(q).for_each(|j| rows.insert(j));
            }
            rows.end_row();
        }
        Ok(rows.finish())
    }

    /// The pairs of sets whose members interact in the outputs.
    fn products(&self) -> Result<Vec<(SetId, SetId)>, SparseError> {
        let operations = self.operations.as_deref().unwrap_or(&[]);
        let mut alive = vec![false; operations.len()];
        for &output in &self.outputs {
            alive[self.node(output)? as usize] = true;
        }
        let mut products = Vec::new();
        // Operands come before results: one sweep from the last operation finds all that reaches an output.
        for node in (1..operations.len()).rev() {
            if !alive[node] {
                continue;
            }
            let Operation { a, b, bend, .. } = operations[node];
            (alive[a as usize], alive[b as usize]) = (true, true);
            let (p, q) = (operations[a as usize].inputs, operations[b as usize].inputs);
            let pairs = [(p, p, bend == Bend::Full), (p, q, bend != Bend::Linear), (q, q, matches!(bend, Bend::Quotient | Bend::Full))];
            products.extend(pairs.into_iter().filter(|&(p, q, bends)| bends && p != 0 && q != 0).map(|(p, q, _)| (p, q)));
        }
        Ok(products)
    }
}

/// A run under way on this thread; when it ends, the run around it goes on.
#[derive(Debug)]
pub(super) struct Run {
    run: u32,
    around: Option<Tape>,
}

static RUNS: AtomicU32 = AtomicU32::new(1);

impl Run {
    /// Starts a run that records dependencies, and operations as well if `second_order`.
    pub(super) fn start(inputs: usize, second_order: bool) -> Result<Self, SparseError> {
        let run = RUNS.fetch_add(1, Ordering::Relaxed).max(1);
        let sets = Sets::new(inputs).ok_or(SparseError::TapeFull)?;
        let operations =
            second_order.then(|| (0..=inputs as u32).map(|inputs| Operation { a: 0, b: 0, inputs, bend: Bend::Linear }).collect());
        let tape = Tape { run, sets, operations, comparisons: 0, error: None, outputs: Vec::new() };
        Ok(Self { run, around: TAPE.replace(Some(tape)) })
    }

    /// The mark of input `i`.
    pub(super) fn input(&self, i: usize) -> Mark {
        Mark { node: i as u32 + 1, run: self.run }
    }

    /// Ends the run.
    pub(super) fn finish(self, outputs: Vec<Mark>) -> Result<Tape, SparseError> {
        let tape = TAPE.take().ok_or(SparseError::ForeignTracer)?;
        match tape.error {
            Some(error) => Err(error),
            None => Ok(Tape { outputs, ..tape }),
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        TAPE.set(self.around.take());
    }
}
