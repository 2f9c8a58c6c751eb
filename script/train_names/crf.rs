//! Trains the conditional random field: one pass after the other over the rows, weights
//! updated after every chunk by FTRL-Proximal (McMahan et al. 2013), whose L1 term keeps
//! most features at nothing. Then the weights are made whole numbers.

use crate::Options;
use crate::corpus::Row;
use crate::vary::Dice;
use dateline::annotate::names::features::{Feature, Scene};
use dateline::annotate::names::gazetteer::Gazetteer;
use dateline::annotate::names::tagger::{LABELS, Model, NONE, STEP, follows};
use dateline::annotate::names::{chunks::chunks, words};
use dateline::annotate::tokens::Text;
use std::collections::HashMap;

struct Chunk {
    /// For every word, the first and one past the last of its features.
    words: Vec<(u32, u32)>,
    /// For every word, the labels it may have, as bits.
    allowed: Vec<u16>,
    weight: f32,
    fold: usize,
    /// Bits of its words: inside its sentence and with a capital.
    clear: Vec<bool>,
}

struct Data {
    chunks: Vec<Chunk>,
    /// Numbers of features, and their kinds.
    features: Vec<(u32, u8)>,
    hashes: Vec<u32>,
}

fn prepare(rows: &[Row], gazetteer: &Gazetteer, options: &Options) -> Data {
    let mut chunks_made = Vec::new();
    let mut found: Vec<(u32, u8)> = Vec::new();
    let mut features: Vec<Feature> = Vec::new();
    for row in rows {
        let text = Text::new(&row.text);
        let words = words::words(&text);
        let chunks = chunks(&text, &words);
        let scene = Scene::new(&words, &chunks, gazetteer);
        for chunk in chunks {
            let mut made = Chunk {
                words: vec![],
                allowed: vec![],
                weight: row.weight,
                fold: row.fold,
                clear: chunk.clone().map(|at| words[at].capital && !words[at].opens).collect(),
            };
            let mut last = NONE;
            for at in chunk.clone() {
                scene.features(&chunk, at, &mut features);
                let from = found.len() as u32;
                found.extend(features.iter().map(|f| (f.hash, f.kind)));
                made.words.push((from, found.len() as u32));
                let token = text.tokens[at];
                let name = row.names.iter().find(|n| n.0 < token.end && token.start < n.1);
                let mut label = name.map_or(NONE, |name| {
                    let begins = 1 + 2 * name.2;
                    let before = (at > chunk.start).then(|| text.tokens[at - 1].end);
                    if before.is_some_and(|end| end > name.0) { begins + 1 } else { begins }
                });
                if !follows(last, label) {
                    label -= 1;
                }
                last = label;
                let open = row.open && label == NONE;
                made.allowed.push(if open { 1 | 1 << 7 | 1 << 8 } else { 1 << label });
            }
            chunks_made.push(made);
        }
    }
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for (hash, _) in &found {
        *counts.entry(*hash).or_default() += 1;
    }
    let mut hashes: Vec<u32> = counts
        .into_iter()
        .filter(|&(_, count)| count >= options.rare)
        .map(|(hash, _)| hash)
        .collect();
    hashes.sort_unstable();
    let numbers: HashMap<u32, u32> = hashes.iter().copied().zip(0..).collect();
    for feature in &mut found {
        feature.0 = numbers.get(&feature.0).copied().unwrap_or(u32::MAX);
    }
    println!("{} chunks, {} features", chunks_made.len(), hashes.len());
    Data { chunks: chunks_made, features: found, hashes }
}

/// One weight's state.
#[derive(Clone, Copy, Default)]
struct State {
    z: f32,
    n: f32,
}

struct Ftrl {
    alpha: f32,
    l1: f32,
    l2: f32,
}

impl Ftrl {
    fn weight(&self, state: State) -> f32 {
        if state.z.abs() <= self.l1 {
            return 0.0;
        }
        let z = state.z - self.l1.copysign(state.z);
        -z / ((1.0 + state.n.sqrt()) / self.alpha + self.l2)
    }
    fn step(&self, state: &mut State, gradient: f32) {
        let weight = self.weight(*state);
        let n = state.n + gradient * gradient;
        let sigma = (n.sqrt() - state.n.sqrt()) / self.alpha;
        state.z += gradient - sigma * weight;
        state.n = n;
    }
}

pub fn train(rows: &[Row], gazetteer: &Gazetteer, options: &Options) -> Vec<u8> {
    let mut data = prepare(rows, gazetteer, options);
    if options.doubt > 0.0 {
        doubt(&mut data, options);
    }
    let all: Vec<usize> = (0..data.chunks.len()).collect();
    let fitted = fit(&data, all, options.epochs, options);
    stored(&data, &fitted, options)
}

/// Folds of rows that may have missed names; other rows are in fold 0.
pub const FOLDS: usize = 2;

/// A corpus that was labelled by machine misses names. Where a model of its other half is
/// sure against a label, the label is left open.
fn doubt(data: &mut Data, options: &Options) {
    let mut opened = [0; 2];
    for fold in 1..=FOLDS {
        let others = (0..data.chunks.len()).filter(|&at| data.chunks[at].fold != fold).collect();
        let fitted = fit(data, others, 3, options);
        let moves = fitted.moves();
        for chunk in data.chunks.iter_mut().filter(|chunk| chunk.fold == fold) {
            let own: Vec<Row9> = chunk
                .words
                .iter()
                .map(|&(from, to)| {
                    let known = data.features[from as usize..to as usize].iter();
                    fitted.sum(known.map(|f| f.0).filter(|&f| f != u32::MAX))
                })
                .collect();
            let all = vec![0x1ff; own.len()];
            let (free, _, _) = marginals(&own, &moves, &all);
            for (at, chances) in free.iter().enumerate() {
                let allowed = chunk.allowed[at];
                let kept: f64 =
                    (0..LABELS).filter(|l| allowed & 1 << l != 0).map(|l| chances[l]).sum();
                let missed = allowed & 1 != 0;
                let limit = if missed { options.doubt } else { options.doubt / 10.0 };
                if kept < f64::from(limit) && chunk.clear[at] {
                    chunk.allowed[at] = 0x1ff;
                    opened[usize::from(missed)] += 1;
                }
            }
        }
    }
    println!("left open: {} missed, {} marked", opened[1], opened[0]);
}

struct Fitted {
    states: Vec<[State; LABELS]>,
    after: [[State; LABELS]; LABELS],
    ftrl: Ftrl,
    smooth: Ftrl,
    /// Sums of the weights after each of the last passes, and how many passes: their mean is
    /// steadier than the last weights.
    sums: Vec<[f32; LABELS]>,
    passes: f32,
}

impl Fitted {
    fn sum(&self, features: impl Iterator<Item = u32>) -> Row9 {
        let mut sum = [0.0; LABELS];
        for feature in features {
            for (sum, state) in sum.iter_mut().zip(&self.states[feature as usize]) {
                *sum += f64::from(self.ftrl.weight(*state));
            }
        }
        sum
    }

    fn moves(&self) -> [Row9; LABELS] {
        let mut moves = [[0.0; LABELS]; LABELS];
        for (b, row) in self.after.iter().enumerate() {
            for (a, state) in row.iter().enumerate() {
                if follows(b, a) {
                    moves[b][a] = f64::from(self.smooth.weight(*state)).exp();
                }
            }
        }
        moves
    }
}

/// How many passes the weights are the mean of.
const MEAN_OF: usize = 4;

fn fit(data: &Data, mut order: Vec<usize>, epochs: usize, options: &Options) -> Fitted {
    let mut fitted = Fitted {
        states: vec![[State::default(); LABELS]; data.hashes.len()],
        after: [[State::default(); LABELS]; LABELS],
        ftrl: Ftrl { alpha: options.alpha, l1: options.l1, l2: options.l2 },
        smooth: Ftrl { alpha: 0.1, l1: 0.0, l2: 1.0 },
        sums: vec![[0.0; LABELS]; data.hashes.len()],
        passes: 0.0,
    };
    let mut dice = Dice::new(7);
    let drop = (options.drop * 100.0) as usize;
    let mut kept: Vec<Vec<u32>> = Vec::new();
    for epoch in 0..epochs {
        for at in (1..order.len()).rev() {
            order.swap(at, dice.roll(at + 1));
        }
        let mut loss = 0.0;
        for &chunk in &order {
            let chunk = &data.chunks[chunk];
            kept.clear();
            for &(from, to) in &chunk.words {
                let (wordless, listless) = (dice.chance(drop), dice.chance(drop));
                kept.push(
                    data.features[from as usize..to as usize]
                        .iter()
                        .filter(|(number, kind)| {
                            let own = matches!(kind, 1 | 8 | 12 | 25 | 26);
                            let list = matches!(kind, 17..=22 | 31 | 32);
                            *number != u32::MAX && !(own && wordless) && !(list && listless)
                        })
                        .map(|(number, _)| *number)
                        .collect(),
                );
            }
            loss += learn(chunk, &kept, &mut fitted);
        }
        if epoch + MEAN_OF >= epochs {
            fitted.passes += 1.0;
            for (sums, states) in fitted.sums.iter_mut().zip(&fitted.states) {
                for (sum, state) in sums.iter_mut().zip(states) {
                    *sum += fitted.ftrl.weight(*state);
                }
            }
        }
        let live = |states: &&[State; LABELS]| states.iter().any(|s| fitted.ftrl.weight(*s) != 0.0);
        let live = fitted.states.iter().filter(live).count();
        println!("epoch {epoch}: loss {:.4}, {live} features", loss / order.len() as f64);
    }
    fitted
}

type Row9 = [f64; LABELS];

/// One chunk: expected minus seen, by forward and backward over all labels and over those
/// that are allowed.
fn learn(chunk: &Chunk, kept: &[Vec<u32>], fitted: &mut Fitted) -> f64 {
    let own: Vec<Row9> = kept.iter().map(|features| fitted.sum(features.iter().copied())).collect();
    let moves = fitted.moves();
    let all = vec![0x1ff; kept.len()];
    let (free, free_moves, z) = marginals(&own, &moves, &all);
    let (gold, gold_moves, z_gold) = marginals(&own, &moves, &chunk.allowed);
    for (at, features) in kept.iter().enumerate() {
        let mut slope = [0.0_f32; LABELS];
        for label in 0..LABELS {
            slope[label] = (free[at][label] - gold[at][label]) as f32 * chunk.weight;
        }
        for &feature in features {
            for (state, &slope) in fitted.states[feature as usize].iter_mut().zip(&slope) {
                if slope.abs() > 1e-4 {
                    fitted.ftrl.step(state, slope);
                }
            }
        }
    }
    for b in 0..LABELS {
        for a in 0..LABELS {
            let slope = (free_moves[b][a] - gold_moves[b][a]) as f32 * chunk.weight;
            if slope.abs() > 1e-5 {
                fitted.smooth.step(&mut fitted.after[b][a], slope);
            }
        }
    }
    z - z_gold
}

fn marginals(
    own: &[Row9],
    moves: &[Row9; LABELS],
    allowed: &[u16],
) -> (Vec<Row9>, [Row9; LABELS], f64) {
    let mut log = 0.0;
    let emit: Vec<Row9> = own
        .iter()
        .zip(allowed)
        .map(|(own, allowed)| {
            let top = own.iter().copied().fold(f64::MIN, f64::max);
            log += top;
            std::array::from_fn(
                |l| if allowed & (1 << l) != 0 { (own[l] - top).exp() } else { 0.0 },
            )
        })
        .collect();
    let mut forward: Vec<Row9> = Vec::with_capacity(own.len());
    let mut last = [0.0; LABELS];
    last[NONE] = 1.0;
    for emit in &emit {
        let mut next = [0.0; LABELS];
        for b in 0..LABELS {
            for a in 0..LABELS {
                next[a] += last[b] * moves[b][a];
            }
        }
        let mut sum = 1e-300;
        for a in 0..LABELS {
            next[a] *= emit[a];
            sum += next[a];
        }
        log += sum.ln();
        last = next.map(|v| v / sum);
        forward.push(last);
    }
    let end: f64 = (0..LABELS).map(|l| last[l] * moves[l][NONE]).sum();
    log += (end + 1e-300).ln();
    let mut both = forward.clone();
    let mut pairs = [[0.0; LABELS]; LABELS];
    let mut behind: Row9 = std::array::from_fn(|l| moves[l][NONE]);
    for l in 0..LABELS {
        pairs[l][NONE] += last[l] * moves[l][NONE] / (end + 1e-300);
    }
    for at in (0..own.len()).rev() {
        let sum: f64 = (0..LABELS).map(|l| forward[at][l] * behind[l]).sum::<f64>() + 1e-300;
        both[at] = std::array::from_fn(|l| forward[at][l] * behind[l] / sum);
        let ahead: Row9 = std::array::from_fn(|l| emit[at][l] * behind[l]);
        let mut start = [0.0; LABELS];
        start[NONE] = 1.0;
        let before = if at == 0 { start } else { forward[at - 1] };
        let mut total = 1e-300;
        for b in 0..LABELS {
            for a in 0..LABELS {
                total += before[b] * moves[b][a] * ahead[a];
            }
        }
        for b in 0..LABELS {
            for a in 0..LABELS {
                pairs[b][a] += before[b] * moves[b][a] * ahead[a] / total;
            }
        }
        let raw: Row9 = std::array::from_fn(|b| (0..LABELS).map(|a| moves[b][a] * ahead[a]).sum());
        let sum = raw.iter().sum::<f64>() + 1e-300;
        behind = raw.map(|v| v / sum);
    }
    (both, pairs, log)
}

/// Features whose weights are all this small, in units of `STEP`, are left out: a third of
/// the model's size, and less than half a point of F1.
const WEAK: u8 = 2;

fn stored(data: &Data, fitted: &Fitted, options: &Options) -> Vec<u8> {
    let whole = |weight: f32| (weight / STEP).round().clamp(-127.0, 127.0) as i8;
    let mut features = Vec::new();
    for (hash, sums) in data.hashes.iter().zip(&fitted.sums) {
        let own = sums.map(|sum| sum / fitted.passes);
        let own = own.map(|weight| if weight.abs() < options.least { 0 } else { whole(weight) });
        // What has only weak weights costs more to download than it tells.
        if own.iter().any(|&weight| weight.unsigned_abs() > WEAK) {
            features.push((*hash, own));
        }
    }
    println!("{} features stored", features.len());
    let after = fitted.after.map(|row| row.map(|state| whole(fitted.smooth.weight(state))));
    Model::write(&features, &after)
}
